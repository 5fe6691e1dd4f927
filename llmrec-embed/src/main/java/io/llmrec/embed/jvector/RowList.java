package io.llmrec.embed.jvector;

import java.util.Arrays;

/** Collects rows. Not safe for use by several threads. */
final class RowList {

  private int[] rows = new int[4];
  private int count;

  /** Adds a row, unless it was the last one added. */
  void add(int row) {
    if (count > 0 && rows[count - 1] == row) {
      return;
    }
    rows = count < rows.length ? rows : Arrays.copyOf(rows, count * 2);
    rows[count++] = row;
  }

  RowSet toSet(int tableSize) {
    return RowSet.of(Arrays.copyOf(rows, count), tableSize);
  }
}
