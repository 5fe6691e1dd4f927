package io.llmrec.embed.jsonconstraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens by their bytes: sorted, so that those that begin alike stand together. */
final class TokenTrie {

  private final byte[][] tokens;
  private final int[] ids;
  private final Map<Integer, byte[]> byId;

  /** Tokens with at least one byte each. */
  TokenTrie(Map<Integer, byte[]> bytes) {
    byId = Map.copyOf(bytes);
    List<Map.Entry<Integer, byte[]>> sorted = new ArrayList<>(bytes.entrySet());
    sorted.sort(
        Map.Entry.<Integer, byte[]>comparingByValue(Arrays::compareUnsigned)
            .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
    tokens = sorted.stream().map(Map.Entry::getValue).toArray(byte[][]::new);
    ids = sorted.stream().mapToInt(Map.Entry::getKey).toArray();
  }

  /** What a token stands for; nothing for one that is not known. */
  byte[] bytes(int token) {
    return byId.getOrDefault(token, new byte[0]);
  }

  /** The tokens that may come next. */
  BitSet allowed(JsonState state) {
    BitSet allowed = new BitSet();
    collect(state, 0, tokens.length, 0, allowed);
    return allowed;
  }

  private void collect(JsonState state, int from, int to, int depth, BitSet allowed) {
    int start = from;
    while (start < to && tokens[start].length == depth) {
      allowed.set(ids[start++]);
    }
    while (start < to) {
      int b = tokens[start][depth] & 0xFF;
      int end = end(start, to, depth, b);
      JsonState next = state.next(b);
      if (next != null) {
        collect(next, start, end, depth + 1, allowed);
      }
      start = end;
    }
  }

  /** Where another byte begins at this depth. */
  private int end(int from, int to, int depth, int b) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((tokens[middle][depth] & 0xFF) <= b) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Tokens that make up a text, the longest first at every place; null where there are none. */
  int @Nullable [] spelled(String bytes) {
    int[] spelled = new int[bytes.length()];
    int count = 0;
    for (int at = 0; at < bytes.length(); ) {
      int token = longest(bytes, at);
      if (token < 0) {
        return null;
      }
      spelled[count++] = ids[token];
      at += tokens[token].length;
    }
    return Arrays.copyOf(spelled, count);
  }

  private int longest(String bytes, int at) {
    int from = 0;
    int to = tokens.length;
    int best = -1;
    for (int depth = 0; at + depth < bytes.length() && from < to; depth++) {
      int b = bytes.charAt(at + depth);
      from = b == 0 ? start(from, to, depth) : end(start(from, to, depth), to, depth, b - 1);
      to = end(from, to, depth, b);
      if (from < to && tokens[from].length == depth + 1) {
        best = from;
      }
    }
    return best;
  }

  /** Behind the tokens that end at this depth. */
  private int start(int from, int to, int depth) {
    int start = from;
    while (start < to && tokens[start].length == depth) {
      start++;
    }
    return start;
  }
}
