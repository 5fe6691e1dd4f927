package io.llmrec.core.recall;

import java.util.Map;

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

  static String situation(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("situation must be a name, was blank");
    }
    return name;
  }

  /** A copy of weights by recaller, each finite and not negative. */
  static Map<String, Double> weights(String what, Map<String, Double> weights) {
    weights.forEach(
        (recaller, weight) -> {
          if (!(weight >= 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                "%s of recaller '%s' must be finite and not negative, was %s"
                    .formatted(what, recaller, weight));
          }
        });
    return Map.copyOf(weights);
  }

  /**
   * How much an item counts that is {@code age} items older than the latest: half for every ten.
   */
  static double ageWeight(int age) {
    return StrictMath.pow(0.5, age / HALF_LIFE_EVENTS);
  }
}
