package io.llmrec.embed.jvector;

import java.util.Arrays;

/** A set of nodes that is emptied for each search. Not safe for use by several threads. */
final class NodeMarks {

  private static final int EMPTY = -1;
  private static final int FIRST_SLOTS = 1 << 12;

  /** Spreads neighbouring numbers over the table: 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  private int[] slots = emptySlots(FIRST_SLOTS);
  private int shift = shift(FIRST_SLOTS);
  private int size;

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  private static int shift(int slots) {
    return Integer.SIZE - Integer.numberOfTrailingZeros(slots);
  }

  void clear() {
    Arrays.fill(slots, EMPTY);
    size = 0;
  }

  /** Adds a node, 0 or more; says whether it is new. */
  boolean add(int node) {
    int slot = (node * SPREAD) >>> shift;
    while (slots[slot] != EMPTY) {
      if (slots[slot] == node) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = node;
    size++;
    if (size > slots.length / 2) {
      grow();
    }
    return true;
  }

  private void grow() {
    int[] old = slots;
    slots = emptySlots(old.length * 2);
    shift = shift(slots.length);
    size = 0;
    for (int node : old) {
      if (node != EMPTY) {
        add(node);
      }
    }
  }
}
