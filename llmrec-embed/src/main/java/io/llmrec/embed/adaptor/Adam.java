package io.llmrec.embed.adaptor;

import java.util.List;

/** Steps down a slope, each weight at its own pace (Kingma and Ba, "Adam", 2015). */
final class Adam {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final MixtureWeights means;
  private final MixtureWeights squares;
  private final double rate;
  private int steps;

  Adam(MixtureWeights like, double rate) {
    this.means = MixtureWeights.zeros(like.experts(), like.inputs(), like.outputs());
    this.squares = MixtureWeights.zeros(like.experts(), like.inputs(), like.outputs());
    this.rate = rate;
  }

  void step(MixtureWeights weights, MixtureWeights slopes) {
    steps++;
    List<float[]> all = weights.arrays();
    for (int i = 0; i < all.size(); i++) {
      step(all.get(i), slopes.arrays().get(i), means.arrays().get(i), squares.arrays().get(i));
    }
  }

  private void step(float[] weights, float[] slopes, float[] mean, float[] square) {
    double first = 1 - StrictMath.pow(BETA1, steps);
    double second = 1 - StrictMath.pow(BETA2, steps);
    for (int i = 0; i < weights.length; i++) {
      mean[i] = (float) (BETA1 * mean[i] + (1 - BETA1) * slopes[i]);
      square[i] = (float) (BETA2 * square[i] + (1 - BETA2) * slopes[i] * slopes[i]);
      weights[i] -= (float) (rate * (mean[i] / first) / (Math.sqrt(square[i] / second) + EPSILON));
    }
  }
}
