package io.llmrec.embed.jvector;

import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorTable;
import java.util.Arrays;
import java.util.List;

/**
 * The best of all rows offered: higher score first, then smaller id. As {@code BestHits} in core,
 * but asks for ids at the end, and before only where scores are equal. Not safe for use by several
 * threads.
 */
final class BestRows {

  private final VectorTable table;
  private final int limit;

  /** A heap of {@link ScoredNodes}, the worst on top. */
  private long[] heap;

  private int size;

  /** None yet; at most {@code limit} are kept. */
  BestRows(VectorTable table, int limit) {
    this.table = table;
    this.limit = limit;
    this.heap = new long[Math.min(limit, 32)];
  }

  /** Whether a row of this score may still be among the best. */
  boolean wants(float score) {
    return size < limit || score >= ScoredNodes.score(heap[0]);
  }

  /** Offers one row. */
  void offer(int row, float score) {
    long item = ScoredNodes.of(row, score);
    if (size == limit) {
      if (isWorse(heap[0], item)) {
        sink(item);
      }
      return;
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, (int) Math.min(limit, 2L * size));
    }
    int hole = size++;
    while (hole > 0 && isWorse(item, heap[(hole - 1) >>> 1])) {
      heap[hole] = heap[(hole - 1) >>> 1];
      hole = (hole - 1) >>> 1;
    }
    heap[hole] = item;
  }

  private boolean isWorse(long one, long other) {
    int byScore = Integer.compare((int) (one >> Integer.SIZE), (int) (other >> Integer.SIZE));
    return byScore == 0
        ? table.id(ScoredNodes.node(one)).compareTo(table.id(ScoredNodes.node(other))) > 0
        : byScore < 0;
  }

  /** Puts a row in the place of the worst. */
  private void sink(long item) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && isWorse(heap[child + 1], heap[child])) {
        child++;
      }
      if (isWorse(item, heap[child])) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = item;
  }

  /** Takes all out, best first. */
  List<Hit> take() {
    Hit[] hits = new Hit[size];
    while (size > 0) {
      long worst = heap[0];
      size--;
      sink(heap[size]);
      hits[size] = new Hit(table.id(ScoredNodes.node(worst)), ScoredNodes.score(worst));
    }
    return List.of(hits);
  }
}
