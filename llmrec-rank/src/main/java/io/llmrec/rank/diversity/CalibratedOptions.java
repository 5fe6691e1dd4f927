package io.llmrec.rank.diversity;

/**
 * How {@link DiversityReRanker#calibrated(CalibratedOptions)} weighs.
 *
 * @param lambda 0 for relevance alone, 1 for the proportions alone
 * @param top how many places are filled that way, at least 1; the rest follows in the incoming
 *     order
 * @param maxHistory how many of the user's latest items tell the proportions, at least 1
 */
public record CalibratedOptions(double lambda, int top, int maxHistory) {

  /** Lambda 0.5, the first 50 places, the latest 100 items. */
  public static final CalibratedOptions DEFAULT = new CalibratedOptions(0.5, 50, 100);

  /** Checks the ranges. */
  public CalibratedOptions {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda must be 0 to 1, was " + lambda);
    }
    if (top < 1 || maxHistory < 1) {
      throw new IllegalArgumentException(
          "top and maxHistory must be at least 1, were %d and %d".formatted(top, maxHistory));
    }
  }

  /** These options with another weight of the proportions. */
  public CalibratedOptions withLambda(double weight) {
    return new CalibratedOptions(weight, top, maxHistory);
  }

  /** These options for another number of places. */
  public CalibratedOptions withTop(int places) {
    return new CalibratedOptions(lambda, places, maxHistory);
  }
}
