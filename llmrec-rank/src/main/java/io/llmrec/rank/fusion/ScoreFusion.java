package io.llmrec.rank.fusion;

import java.util.Arrays;

/**
 * {@code w * z(base) + (1 - w) * z(llm)}, where z brings the scores of one request to mean 0 and
 * deviation 1, and the weight of the base depends on the length h of the user's history: {@code w =
 * 1 / (1 + exp(-(intercept + slope * ln(1 + h))))}, kept within bounds.
 *
 * @param intercept the log-odds of the base's weight for a user without a history, finite
 * @param slope how they grow with the logarithm of the history's length, finite
 * @param least the least weight of the base, 0 to 1
 * @param most the largest weight of the base, {@code least} to 1
 */
public record ScoreFusion(double intercept, double slope, double least, double most) {

  /** Checks the ranges. */
  public ScoreFusion {
    if (!Double.isFinite(intercept) || !Double.isFinite(slope)) {
      throw new IllegalArgumentException(
          "intercept and slope must be finite, were %s and %s".formatted(intercept, slope));
    }
    if (!(least >= 0 && least <= most && most <= 1)) {
      throw new IllegalArgumentException(
          "least and most must rise from 0 to 1, were %s and %s".formatted(least, most));
    }
  }

  /** The base alone. */
  public static ScoreFusion keepBase() {
    return new ScoreFusion(0, 0, 1, 1);
  }

  /** The same weight of the base for everyone, 0 to 1. */
  public static ScoreFusion constant(double baseWeight) {
    return new ScoreFusion(0, 0, baseWeight, baseWeight);
  }

  /** The weight of the base for a history of this length, at least 0. */
  public double baseWeight(int historyLength) {
    if (historyLength < 0) {
      throw new IllegalArgumentException("historyLength must be at least 0, was " + historyLength);
    }
    double logOdds = intercept + slope * Math.log1p(historyLength);
    return Math.max(least, Math.min(most, 1 / (1 + Math.exp(-logOdds))));
  }

  /**
   * One score per candidate, of mean 0.
   *
   * @param base finite scores of the base
   * @param llm finite scores of the language model, as many; where they are all equal, the base's
   *     order stays
   */
  public double[] fuse(double[] base, double[] llm, int historyLength) {
    if (base.length != llm.length) {
      throw new IllegalArgumentException(
          "base and llm must be equally many scores, were %d and %d"
              .formatted(base.length, llm.length));
    }
    double weight = baseWeight(historyLength);
    double[] first = standard(base);
    double[] second = standard(llm);
    double[] fused = new double[base.length];
    for (int i = 0; i < fused.length; i++) {
      fused[i] = weight * first[i] + (1 - weight) * second[i];
    }
    return fused;
  }

  /** Scores of mean 0 and deviation 1; zeros where all are equal. */
  static double[] standard(double[] scores) {
    double largest = Arrays.stream(scores).map(Math::abs).max().orElse(0);
    if (largest == 0) {
      return new double[scores.length];
    }
    // Brought to -1 to 1 first: neither a sum nor a square can leave the range of numbers.
    double mean = Arrays.stream(scores).map(score -> score / largest).average().orElse(0);
    double squares =
        Arrays.stream(scores)
            .map(score -> (score / largest - mean) * (score / largest - mean))
            .average()
            .orElse(0);
    double deviation = Math.sqrt(squares);
    return deviation < 1e-12
        ? new double[scores.length]
        : Arrays.stream(scores).map(score -> (score / largest - mean) / deviation).toArray();
  }
}
