package io.llmrec.embed.jvector;

import io.llmrec.core.index.Hit;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The best of all hits offered: higher score first, then smaller id. Not safe for use by several
 * threads.
 */
final class BestHits {

  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::itemId);

  private final int limit;
  private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

  BestHits(int limit) {
    this.limit = limit;
  }

  /** Whether a hit of this score may still be among the best. */
  boolean wants(float score) {
    return worstFirst.size() < limit || score >= worstFirst.element().score();
  }

  void offer(Hit hit) {
    worstFirst.add(hit);
    if (worstFirst.size() > limit) {
      worstFirst.remove();
    }
  }

  List<Hit> list() {
    return worstFirst.stream().sorted(BEST_FIRST).toList();
  }
}
