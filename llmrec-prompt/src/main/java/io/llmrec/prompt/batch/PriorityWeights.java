package io.llmrec.prompt.batch;

/**
 * How much each of the {@link PrioritySignals} counts.
 *
 * @param uncertainty at least 0
 * @param neighbourDistance at least 0
 * @param exposure at least 0
 * @param headPenalty at least 0, is taken off
 */
public record PriorityWeights(
    double uncertainty, double neighbourDistance, double exposure, double headPenalty) {

  /** All alike. */
  public static final PriorityWeights EQUAL = new PriorityWeights(1, 1, 1, 1);

  /** Checks the ranges. */
  public PriorityWeights {
    check("uncertainty", uncertainty);
    check("neighbourDistance", neighbourDistance);
    check("exposure", exposure);
    check("headPenalty", headPenalty);
  }

  private static void check(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be at least 0, was " + value);
    }
  }
}
