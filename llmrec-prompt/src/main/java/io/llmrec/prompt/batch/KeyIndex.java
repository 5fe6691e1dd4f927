package io.llmrec.prompt.batch;

/**
 * Where the line of each key begins, without an object per key: 24 bytes a slot, linear probing, at
 * most three quarters full. A million keys take 50 MB, and 75 MB while the table grows.
 *
 * <p>Not safe for use by several threads.
 */
final class KeyIndex {

  /** High, low, and the position plus one, which is 0 in a free slot. */
  private static final int FIELDS = 3;

  private static final int LEAST = 1 << 10;
  private static final int MOST = 1 << 29;

  private long[] table = new long[FIELDS * LEAST];
  private int size;

  int size() {
    return size;
  }

  /** The position kept for a key, or -1. */
  long find(WorkKey key) {
    return table[slot(table, key.high(), key.low()) + 2] - 1;
  }

  boolean contains(WorkKey key) {
    return find(key) >= 0;
  }

  /** Keeps a position, at least 0, in place of an earlier one. */
  void put(WorkKey key, long position) {
    if (size + 1 > table.length / FIELDS / 4 * 3) {
      grow();
    }
    int slot = slot(table, key.high(), key.low());
    size += table[slot + 2] == 0 ? 1 : 0;
    fill(table, slot, key.high(), key.low(), position + 1);
  }

  void clear() {
    table = new long[FIELDS * LEAST];
    size = 0;
  }

  private void grow() {
    int slots = table.length / FIELDS;
    if (slots >= MOST) {
      throw new IllegalStateException("a job holds at most " + MOST / 4 * 3 + " items");
    }
    long[] larger = new long[FIELDS * Math.min(MOST, slots * 2)];
    for (int i = 0; i < table.length; i += FIELDS) {
      if (table[i + 2] != 0) {
        fill(larger, slot(larger, table[i], table[i + 1]), table[i], table[i + 1], table[i + 2]);
      }
    }
    table = larger;
  }

  private static void fill(long[] table, int slot, long high, long low, long position) {
    table[slot] = high;
    table[slot + 1] = low;
    table[slot + 2] = position;
  }

  /** The slot of a key, or the free one where it belongs. Keys are hashes already. */
  private static int slot(long[] table, long high, long low) {
    int slots = table.length / FIELDS;
    int slot = FIELDS * (int) Long.remainderUnsigned(high, slots);
    while (table[slot + 2] != 0 && (table[slot] != high || table[slot + 1] != low)) {
      slot += FIELDS;
      slot = slot == table.length ? 0 : slot;
    }
    return slot;
  }
}
