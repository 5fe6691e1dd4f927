package io.llmrec.rank.feature;

import java.util.Arrays;

/**
 * How a number is scaled, as training showed it. Immutable.
 *
 * @param mean of the training samples
 * @param deviation of them, above 0
 * @param bounds between buckets, rising; none for a number that is not bucketed
 */
record NumberScale(double mean, double deviation, double[] bounds) {

  /** What is further from the mean, in deviations, is taken to be so far. */
  private static final double FURTHEST = 8;

  NumberScale {
    boolean rising = true;
    for (int i = 0; i < bounds.length; i++) {
      rising &= Double.isFinite(bounds[i]) && (i == 0 || bounds[i] > bounds[i - 1]);
    }
    if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation) || !rising) {
      throw new IllegalArgumentException(
          "a scale needs a finite mean, a deviation above 0 and rising bounds, was %s, %s, %s"
              .formatted(mean, deviation, Arrays.toString(bounds)));
    }
  }

  /** A number on its way into statistics and models. */
  static double transformed(double value, Scaling scaling) {
    return scaling == Scaling.LOG ? Math.copySign(StrictMath.log1p(Math.abs(value)), value) : value;
  }

  float scaled(double value, Scaling scaling) {
    double standard = (transformed(value, scaling) - mean) / deviation;
    return (float) Math.max(-FURTHEST, Math.min(FURTHEST, standard));
  }

  /** From 1 on. */
  int bucket(double value) {
    int found = Arrays.binarySearch(bounds, value);
    return 1 + (found >= 0 ? found + 1 : -found - 1);
  }

  int buckets() {
    return bounds.length + 1;
  }
}
