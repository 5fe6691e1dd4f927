package io.llmrec.core.encode;

/**
 * Settings of {@link MultiVectorUserEncoder#interests}.
 *
 * @param most how many interests a user may have, at least 1
 * @param alike two groups whose means have at least this cosine become one even where there is room
 *     for both, -1 to 1; 1 merges none but equal ones
 */
public record InterestOptions(int most, double alike) {

  /** Checks the ranges. */
  public InterestOptions {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1 interest, was " + most);
    }
    if (!(alike >= -1 && alike <= 1)) {
      throw new IllegalArgumentException("alike must be a cosine, -1 to 1, was " + alike);
    }
  }

  /** Up to 4 interests, merged from a cosine of 0.8 on. */
  public static InterestOptions defaults() {
    return new InterestOptions(4, 0.8);
  }
}
