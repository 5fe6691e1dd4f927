package io.llmrec.rank.train;

import io.llmrec.core.compute.Draws;

/** Bell-shaped random numbers at the price of one draw each, the same on every machine. */
final class Bell {

  private static final double SUM_DEVIATION = Math.sqrt(4.0 / 12) * 65_536;
  private static final double SUM_MEAN = 4 * 65_535 / 2.0;

  private Bell() {}

  static void fill(float[] values, int offset, int length, double deviation, Draws draws) {
    double scale = deviation / SUM_DEVIATION;
    for (int i = offset; i < offset + length; i++) {
      long bits = draws.next();
      long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
      values[i] = (float) (scale * (sum - SUM_MEAN));
    }
  }

  /** Inputs and outputs of a layer together. */
  static double fans(int[] shape) {
    double inner = 1;
    for (int i = 2; i < shape.length; i++) {
      inner *= shape[i];
    }
    return shape.length < 2 ? shape[0] : inner * ((double) shape[0] + shape[1]);
  }
}
