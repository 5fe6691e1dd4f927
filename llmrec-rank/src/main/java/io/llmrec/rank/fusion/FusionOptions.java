package io.llmrec.rank.fusion;

/**
 * How {@link FusionFit} learns.
 *
 * @param trend whether more history may only raise the base's weight
 * @param least the least weight the base may get, 0 to 1
 * @param ridge how strongly intercept and slope are pulled to 0, at least 0, per case
 * @param k how many places the comparison with the base looks at, at least 1
 * @param seed of the bootstrap that the comparison uses
 */
public record FusionOptions(Trend trend, double least, double ridge, int k, long seed) {

  /** How the base's weight may depend on the length of the history. */
  public enum Trend {
    /** Any way. */
    FREE,
    /** Never falling: who is known better is left to the trained ranker. */
    RISING,
    /** Not at all. */
    CONSTANT
  }

  /** Rising, any weight, ridge 0.001, ten places, seed 1. */
  public static final FusionOptions DEFAULT = new FusionOptions(Trend.RISING, 0, 0.001, 10, 1);

  /** Checks the ranges. */
  public FusionOptions {
    if (!(least >= 0 && least <= 1)) {
      throw new IllegalArgumentException("least must be 0 to 1, was " + least);
    }
    if (!(ridge >= 0) || !Double.isFinite(ridge)) {
      throw new IllegalArgumentException("ridge must be finite and at least 0, was " + ridge);
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
  }

  /** These options with another trend. */
  public FusionOptions withTrend(Trend other) {
    return new FusionOptions(other, least, ridge, k, seed);
  }

  /** These options with another number of places. */
  public FusionOptions withK(int places) {
    return new FusionOptions(trend, least, ridge, places, seed);
  }
}
