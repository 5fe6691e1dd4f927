package io.llmrec.rank.train;

import java.nio.LongBuffer;

/**
 * Numbers the different ids of a batch from 0 on, in the order in which they come. Kept from batch
 * to batch; open addressing over primitives.
 */
final class RowMap {

  private static final int SPREAD = 0x9E3779B9;

  private int[] keys = new int[1 << 10];
  private int[] numbers = new int[1 << 10];
  private int[] stamps = new int[1 << 10];
  private int shift = 32 - 10;
  private int stamp;
  private int[] unique = new int[1 << 9];
  private int count;

  /** Forgets all ids. */
  void clear() {
    count = 0;
    stamp++;
    if (stamp == Integer.MAX_VALUE) {
      stamps = new int[stamps.length];
      stamp = 1;
    }
  }

  /** Makes room for more ids. */
  private void reserve(int more) {
    int needed = count + more;
    if (needed > unique.length) {
      unique = java.util.Arrays.copyOf(unique, Math.max(needed, 2 * unique.length));
    }
    if (2L * needed > keys.length) {
      int bits = 33 - Integer.numberOfLeadingZeros(needed - 1);
      keys = new int[1 << bits];
      numbers = new int[1 << bits];
      stamps = new int[1 << bits];
      shift = 32 - bits;
      stamp = 1;
      int known = count;
      for (int i = 0; i < known; i++) {
        place(unique[i], i);
      }
    }
  }

  private void place(int id, int number) {
    int mask = keys.length - 1;
    int at = id * SPREAD >>> shift;
    while (stamps[at] == stamp) {
      at = at + 1 & mask;
    }
    keys[at] = id;
    numbers[at] = number;
    stamps[at] = stamp;
  }

  /**
   * Puts the number of each id.
   *
   * @return the place of the first id that is not from 0 to {@code rows} - 1, or -1
   */
  int put(int[] ids, int rows, LongBuffer target) {
    reserve(ids.length);
    int mask = keys.length - 1;
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      if (id < 0 || id >= rows) {
        return i;
      }
      int at = id * SPREAD >>> shift;
      while (stamps[at] == stamp && keys[at] != id) {
        at = at + 1 & mask;
      }
      if (stamps[at] != stamp) {
        keys[at] = id;
        numbers[at] = count;
        stamps[at] = stamp;
        unique[count++] = id;
      }
      target.put(numbers[at]);
    }
    return -1;
  }

  /** The ids by number; those after {@link #count} are meaningless. */
  int[] unique() {
    return unique;
  }

  /** How many different ids there are. */
  int count() {
    return count;
  }
}
