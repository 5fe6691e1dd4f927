package io.llmrec.rank.diversity;

/** What a greedy selection has picked so far; those not picked follow by index. */
final class Picks {

  private final int[] order;
  private final boolean[] picked;
  private int count;

  Picks(int items) {
    order = new int[items];
    picked = new boolean[items];
  }

  void add(int item) {
    order[count++] = item;
    picked[item] = true;
  }

  boolean has(int item) {
    return picked[item];
  }

  /** All indexes, the picked ones first. */
  int[] order() {
    int[] all = order.clone();
    int next = count;
    for (int i = 0; i < picked.length; i++) {
      if (!picked[i]) {
        all[next++] = i;
      }
    }
    return all;
  }
}
