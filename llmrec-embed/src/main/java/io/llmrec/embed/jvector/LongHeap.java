package io.llmrec.embed.jvector;

import java.util.Arrays;

/** A binary heap of numbers, the smallest on top. Not safe for use by several threads. */
final class LongHeap {

  private long[] items = new long[64];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** The smallest; there must be one. */
  long top() {
    return items[0];
  }

  /** One of those in the heap, in no order. */
  long get(int index) {
    return items[index];
  }

  void push(long item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    int hole = size++;
    while (hole > 0 && items[(hole - 1) >>> 1] > item) {
      items[hole] = items[(hole - 1) >>> 1];
      hole = (hole - 1) >>> 1;
    }
    items[hole] = item;
  }

  /** Takes the smallest out; there must be one. */
  long pop() {
    long top = items[0];
    size--;
    if (size > 0) {
      sink(items[size]);
    }
    return top;
  }

  /** Puts another number in the place of the smallest. */
  void replaceTop(long item) {
    sink(item);
  }

  private void sink(long item) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && items[child + 1] < items[child]) {
        child++;
      }
      if (items[child] >= item) {
        break;
      }
      items[hole] = items[child];
      hole = child;
    }
    items[hole] = item;
  }
}
