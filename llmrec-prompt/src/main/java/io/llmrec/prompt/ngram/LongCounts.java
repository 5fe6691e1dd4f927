package io.llmrec.prompt.ngram;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Counts by key, keys above 0: open addressing, at most half full. Not safe for several threads
 * while it grows.
 */
final class LongCounts {

  private long[] keys = new long[1024];
  private int[] counts = new int[1024];
  private int size;

  int get(long key) {
    return counts[slot(key)];
  }

  /** Adds one and gives the new count. */
  int increment(long key) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (2 * (size + 1) > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      size++;
    }
    return ++counts[slot];
  }

  void add(long key, int amount) {
    increment(key);
    counts[slot(key)] += amount - 1;
  }

  void forEachKey(LongConsumer consumer) {
    for (long key : keys) {
      if (key != 0) {
        consumer.accept(key);
      }
    }
  }

  int size() {
    return size;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 33) & (keys.length - 1);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = Arrays.copyOf(new int[0], keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
