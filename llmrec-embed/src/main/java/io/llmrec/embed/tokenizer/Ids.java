package io.llmrec.embed.tokenizer;

import java.util.Arrays;

/** A list of token ids that grows. For one thread. */
final class Ids {

  private int[] ids = new int[16];
  private int size;

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  int size() {
    return size;
  }

  /** Takes back what was added beyond a size. */
  void cutTo(int before) {
    size = before;
  }

  /** Turns round what was added from a place on. */
  void reverseFrom(int start) {
    for (int low = start, high = size - 1; low < high; low++, high--) {
      int id = ids[low];
      ids[low] = ids[high];
      ids[high] = id;
    }
  }

  int[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
