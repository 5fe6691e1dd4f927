package io.llmrec.rank.network;

/** A part of a trained network in plain Java. Immutable and safe for use by several threads. */
public interface Computed {

  /** How many numbers it takes. */
  int inputs();

  /** How many numbers it gives. */
  int outputs();

  /**
   * Computes.
   *
   * @param input of {@link #inputs} numbers
   * @param output of {@link #outputs} numbers, overwritten
   */
  void apply(float[] input, float[] output);

  /**
   * Computes several inputs, which may be faster than one after the other.
   *
   * @param count how many of the inputs and outputs, from the first on
   */
  default void applyAll(float[][] inputs, float[][] outputs, int count) {
    for (int i = 0; i < count; i++) {
      apply(inputs[i], outputs[i]);
    }
  }
}
