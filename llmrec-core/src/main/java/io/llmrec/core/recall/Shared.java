package io.llmrec.core.recall;

/** What all recallers share. */
final class Shared {

  /** An event this many events back in the history counts half. */
  static final double HALF_LIFE_EVENTS = 10;

  private Shared() {}

  static int limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit of a recaller must be at least 1, was " + limit);
    }
    return limit;
  }

  /**
   * How much an item counts that is {@code age} items older than the latest: half for every ten.
   */
  static double ageWeight(int age) {
    return StrictMath.pow(0.5, age / HALF_LIFE_EVENTS);
  }
}
