package io.llmrec.core.index;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The best of all hits offered: higher score first, then smaller id. Not safe for use by several
 * threads.
 */
public final class BestHits {

  /** Best first: higher score, then smaller id. */
  public static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::itemId);

  private final int limit;
  private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

  /** None yet; at most {@code limit} are kept. */
  public BestHits(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    this.limit = limit;
  }

  /** Whether a hit of this score may still be among the best. */
  public boolean wants(float score) {
    return worstFirst.size() < limit || score >= worstFirst.element().score();
  }

  /** Offers one hit. */
  public void offer(Hit hit) {
    worstFirst.add(hit);
    if (worstFirst.size() > limit) {
      worstFirst.remove();
    }
  }

  /**
   * Offers rows of a table that follow each other; asks about an id only where its score counts.
   */
  void offer(VectorTable table, int firstRow, int count, float[] scores, Predicate<String> admits) {
    for (int i = 0; i < count; i++) {
      if (wants(scores[i])) {
        String id = table.id(firstRow + i);
        if (admits.test(id)) {
          offer(new Hit(id, scores[i]));
        }
      }
    }
  }

  /** What is kept, best first. */
  public List<Hit> list() {
    return worstFirst.stream().sorted(BEST_FIRST).toList();
  }
}
