package io.llmrec.prompt.chat.search;

import io.llmrec.prompt.chat.search.WordIndex.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best of the rows it is offered. Not safe for use by several threads. */
public final class BestRows {

  private static final Comparator<Hit> WORST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .thenComparing(Comparator.comparingInt(Hit::row).reversed());

  private final int limit;
  private final PriorityQueue<Hit> best = new PriorityQueue<>(WORST_FIRST);

  /** Keeps so many, at least 1. */
  public BestRows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    this.limit = limit;
  }

  /** Keeps a row if it is among the best so far; of equal scores the lower row is better. */
  public void offer(int row, double score) {
    Hit worst = best.peek();
    if (best.size() < limit || worst == null) {
      best.add(new Hit(row, score));
    } else if (score > worst.score() || score == worst.score() && row < worst.row()) {
      best.poll();
      best.add(new Hit(row, score));
    }
  }

  /** The rows kept, best first. */
  public List<Hit> hits() {
    List<Hit> sorted = new ArrayList<>(best);
    sorted.sort(WORST_FIRST.reversed());
    return sorted;
  }
}
