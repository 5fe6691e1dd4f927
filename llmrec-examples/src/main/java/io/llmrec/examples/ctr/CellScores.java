package io.llmrec.examples.ctr;

import java.util.Map;

/**
 * What a trained model said of the test samples.
 *
 * @param probabilities by test sample, in the order of their rows
 * @param more further numbers by name, for example of each user
 * @param validation the AUC by which the epoch was chosen
 * @param epochs passes over the training samples
 * @param seconds the training took
 */
record CellScores(
    float[] probabilities,
    Map<String, float[]> more,
    double validation,
    int epochs,
    double seconds) {

  CellScores {
    more = Map.copyOf(more);
  }

  /** Scores alone. */
  CellScores(float[] probabilities, double validation, int epochs, double seconds) {
    this(probabilities, Map.of(), validation, epochs, seconds);
  }

  /** As doubles. */
  double[] asDoubles() {
    double[] values = new double[probabilities.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = probabilities[i];
    }
    return values;
  }
}
