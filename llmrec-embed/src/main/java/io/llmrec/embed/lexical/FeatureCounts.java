package io.llmrec.embed.lexical;

import java.util.Arrays;

/**
 * How often each feature occurs in one text, in the order of first occurrence: an open-addressing
 * table that is cleared and used again for the next text. Not safe for use by several threads.
 */
final class FeatureCounts {

  /** A table grown beyond this by a long text is not kept for the next one. */
  private static final int KEPT_CAPACITY = 1 << 14;

  private static final int FIRST_CAPACITY = 256;

  /** Positions in the lists below plus 1; 0 is free. */
  private int[] slots = new int[FIRST_CAPACITY];

  private long[] hashes = new long[FIRST_CAPACITY / 2];
  private float[] weights = new float[FIRST_CAPACITY / 2];
  private int[] counts = new int[FIRST_CAPACITY / 2];
  private int size;

  void clear() {
    if (slots.length > KEPT_CAPACITY) {
      allocate(FIRST_CAPACITY);
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }

  /** Counts one occurrence; the weight is that of the feature's kind. */
  void add(long hash, float weight) {
    int slot = slot(hash);
    if (slots[slot] != 0) {
      counts[slots[slot] - 1]++;
      return;
    }
    if (size == hashes.length) {
      grow();
      slot = slot(hash);
    }
    hashes[size] = hash;
    weights[size] = weight;
    counts[size] = 1;
    slots[slot] = ++size;
  }

  int size() {
    return size;
  }

  long hash(int index) {
    return hashes[index];
  }

  float weight(int index) {
    return weights[index];
  }

  int count(int index) {
    return counts[index];
  }

  private int slot(long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && hashes[slots[slot] - 1] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, size * 2);
    weights = Arrays.copyOf(weights, size * 2);
    counts = Arrays.copyOf(counts, size * 2);
    slots = new int[slots.length * 2];
    for (int i = 0; i < size; i++) {
      slots[slot(hashes[i])] = i + 1;
    }
  }

  private void allocate(int capacity) {
    slots = new int[capacity];
    hashes = new long[capacity / 2];
    weights = new float[capacity / 2];
    counts = new int[capacity / 2];
  }
}
