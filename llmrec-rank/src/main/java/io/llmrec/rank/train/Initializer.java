package io.llmrec.rank.train;

import io.llmrec.core.compute.Draws;

/** Gives weights their first values. The same numbers drawn give the same values. */
@FunctionalInterface
public interface Initializer {

  /**
   * Fills a tensor, or one row of a table.
   *
   * @param values to be filled from {@code offset} on, {@code length} of them
   * @param shape of the whole tensor, the outputs first; [rows, width] for a table
   */
  void fill(float[] values, int offset, int length, int[] shape, Draws draws);

  /** All 0. */
  static Initializer zeros() {
    return constant(0);
  }

  /** All 1. */
  static Initializer ones() {
    return constant(1);
  }

  /** All the same. */
  static Initializer constant(float value) {
    return (values, offset, length, shape, draws) ->
        java.util.Arrays.fill(values, offset, offset + length, value);
  }

  /**
   * Bell-shaped around 0: sums of four evenly spread numbers, none further out than 3.5 standard
   * deviations.
   *
   * @param deviation the standard deviation, above 0
   */
  static Initializer normal(double deviation) {
    if (!(deviation > 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException("deviation must be above 0, was " + deviation);
    }
    return (values, offset, length, shape, draws) ->
        Bell.fill(values, offset, length, deviation, draws);
  }

  /**
   * Evenly spread between -a and a, a = sqrt(6 / (inputs + outputs)) (Glorot and Bengio,
   * "Understanding the difficulty of training deep feedforward neural networks", 2010).
   */
  static Initializer xavierUniform() {
    return (values, offset, length, shape, draws) -> {
      float bound = (float) Math.sqrt(6.0 / Bell.fans(shape));
      for (int i = offset; i < offset + length; i++) {
        values[i] = bound * draws.aroundZero();
      }
    };
  }

  /** Bell-shaped with the variance 2 / (inputs + outputs); see {@link #xavierUniform}. */
  static Initializer xavierNormal() {
    return (values, offset, length, shape, draws) ->
        Bell.fill(values, offset, length, Math.sqrt(2.0 / Bell.fans(shape)), draws);
  }
}
