package io.llmrec.embed.adaptor;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mixture of whitening experts has learned, or the slopes of a loss by it. Mutable.
 *
 * @param inputs components of the original vectors
 * @param outputs components of the images
 * @param bias per expert, [inputs]
 * @param matrix per expert, [inputs, outputs]
 * @param gate [inputs, experts]
 * @param noise [inputs, experts]; how much the gate is shaken while it learns
 */
record MixtureWeights(
    int inputs, int outputs, float[][] bias, float[][] matrix, float[] gate, float[] noise) {

  static MixtureWeights zeros(int experts, int inputs, int outputs) {
    return new MixtureWeights(
        inputs,
        outputs,
        new float[experts][inputs],
        new float[experts][inputs * outputs],
        new float[inputs * experts],
        new float[inputs * experts]);
  }

  int experts() {
    return bias.length;
  }

  /** All arrays, always in the same order. */
  List<float[]> arrays() {
    List<float[]> all = new ArrayList<>(List.of(bias));
    all.addAll(List.of(matrix));
    all.add(gate);
    all.add(noise);
    return all;
  }

  MixtureWeights copy() {
    MixtureWeights copy = zeros(experts(), inputs, outputs);
    List<float[]> from = arrays();
    List<float[]> to = copy.arrays();
    for (int i = 0; i < from.size(); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
    }
    return copy;
  }
}
