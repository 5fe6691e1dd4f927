package io.llmrec.rank.ctr;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.NetworkScript;
import java.util.Arrays;
import java.util.List;

/**
 * A list in an encoded row: how many entries, then their fields.
 *
 * @param at where the count stands
 * @param fields of an entry
 */
record RowList(int at, int fields) {

  int count(int[] row) {
    return row[at];
  }

  int id(int[] row, int entry, int field) {
    return row[at + 1 + entry * fields + field];
  }

  /** The entries of the longest list, at least 1, for a graph takes no empty axis. */
  int longest(int[][] rows) {
    int longest = 1;
    for (int[] row : rows) {
      longest = Math.max(longest, row[at]);
    }
    return longest;
  }

  /** One field of all entries, filled up with row 0. */
  int[] ids(int[][] rows, int longest, int field) {
    int[] ids = new int[rows.length * longest];
    for (int r = 0; r < rows.length; r++) {
      int count = count(rows[r]);
      for (int e = 0; e < count; e++) {
        ids[r * longest + e] = id(rows[r], e, field);
      }
    }
    return ids;
  }

  /** 1 for an entry and 0 for what is filled up, [batch, longest]. */
  void fillMask(Batch batch, int[][] rows, int longest, String input) {
    float[] mask = new float[rows.length * longest];
    for (int r = 0; r < rows.length; r++) {
      Arrays.fill(mask, r * longest, r * longest + count(rows[r]), 1);
    }
    batch.floats(input + ".mask", mask, rows.length, longest);
  }

  /** What each entry counts in a mean: 0 where it is filled up; [batch, 1, longest]. */
  void fillShares(Batch batch, int[][] rows, int longest, String input) {
    float[] shares = new float[rows.length * longest];
    for (int r = 0; r < rows.length; r++) {
      int count = count(rows[r]);
      Arrays.fill(shares, r * longest, r * longest + count, 1f / Math.max(1, count));
    }
    batch.floats(input + ".shares", shares, rows.length, 1, longest);
  }

  static Value mask(NetworkScript script, String input) {
    return script.input(input + ".mask");
  }

  /** The mean of [batch, longest, width] over the entries that are there, [batch, width]. */
  static Value mean(NetworkScript script, Value rows, String input) {
    MethodBuilder method = script.method();
    Value sum = method.op("torch.bmm", script.input(input + ".shares"), rows);
    return method.op("torch.squeeze", sum, 1);
  }

  /** Side by side along the last axis; one alone as it is. */
  static Value joined(NetworkScript script, List<Value> parts) {
    return parts.size() == 1 ? parts.get(0) : script.method().op("torch.cat", parts, -1);
  }
}
