package io.llmrec.rank.diversity;

/**
 * How {@link DiversityReRanker#dpp(DppOptions)} weighs and how far it looks back.
 *
 * @param theta 1 for relevance alone, 0 for variety alone
 * @param top how many places are filled by the process, at least 1; the rest follows in the
 *     incoming order
 * @param window how many of the last placed items an item is compared with, at least 1; a long feed
 *     may repeat what has scrolled out of sight
 */
public record DppOptions(double theta, int top, int window) {

  /** Theta 0.7, the first 50 places, each compared with the 20 before it. */
  public static final DppOptions DEFAULT = new DppOptions(0.7, 50, 20);

  /** Checks the ranges. */
  public DppOptions {
    if (!(theta >= 0 && theta <= 1)) {
      throw new IllegalArgumentException("theta must be 0 to 1, was " + theta);
    }
    if (top < 1 || window < 1) {
      throw new IllegalArgumentException(
          "top and window must be at least 1, were %d and %d".formatted(top, window));
    }
  }

  /** These options with another weight of relevance. */
  public DppOptions withTheta(double weight) {
    return new DppOptions(weight, top, window);
  }

  /** These options for another number of places. */
  public DppOptions withTop(int places) {
    return new DppOptions(theta, places, window);
  }

  /** These options with another window. */
  public DppOptions withWindow(int items) {
    return new DppOptions(theta, top, items);
  }
}
