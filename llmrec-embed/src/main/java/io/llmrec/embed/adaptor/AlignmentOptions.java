package io.llmrec.embed.adaptor;

/**
 * Settings of {@link PairAlignment}.
 *
 * @param dimension of the images, at most that of the vectors, at least 1
 * @param regularisation as of {@link WhiteningOptions}
 * @param sharpness how much directions in which pairs agree more count more, 0 to 4: 0 all the
 *     same, 1 by their correlation
 */
public record AlignmentOptions(int dimension, double regularisation, double sharpness) {

  /** Checks the ranges. */
  public AlignmentOptions {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, was " + dimension);
    }
    if (!(regularisation >= 0 && regularisation <= 1_000)) {
      throw new IllegalArgumentException("regularisation must be 0 to 1000, was " + regularisation);
    }
    if (!(sharpness >= 0 && sharpness <= 4)) {
      throw new IllegalArgumentException("sharpness must be 0 to 4, was " + sharpness);
    }
  }

  /** So many dimensions, regularisation 0.3, sharpness 1. */
  public static AlignmentOptions ofDimension(int dimension) {
    return new AlignmentOptions(dimension, 0.3, 1);
  }
}
