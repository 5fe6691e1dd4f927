package io.llmrec.rank.student;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * An even sample of all rankings ever added, in memory: each has the same chance to be in it.
 * Vitter's algorithm R, 1985. Safe for use by several threads; the same rankings in the same order
 * and the same seed give the same sample.
 */
public final class RankingReservoir implements RankingSink {

  private final int capacity;
  private final Draws draws;
  private final List<TeacherRanking> kept = new ArrayList<>();
  private int added;

  /**
   * An empty sample.
   *
   * @param capacity the most rankings it holds, at least 1
   */
  public RankingReservoir(int capacity, long seed) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
    }
    this.capacity = capacity;
    this.draws = Draws.of(seed);
  }

  @Override
  public synchronized void add(TeacherRanking ranking) {
    added = added == Integer.MAX_VALUE ? added : added + 1;
    if (kept.size() < capacity) {
      kept.add(ranking);
      return;
    }
    int place = draws.below(added);
    if (place < capacity) {
      kept.set(place, ranking);
    }
  }

  /** How many were added, kept or not. */
  public synchronized int added() {
    return added;
  }

  /** The sample. */
  public synchronized List<TeacherRanking> rankings() {
    return List.copyOf(kept);
  }
}
