package io.llmrec.rank.train;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015) with decoupled weight
 * decay (Loshchilov and Hutter, 2019), on an array it changes in place.
 */
final class AdamW {

  static final double BETA_1 = 0.9;
  static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final float[] weights;
  private final float decay;
  private final float[] first;
  private final float[] second;

  /**
   * An optimizer.
   *
   * @param decay as a share of the learning rate
   */
  AdamW(float[] weights, double decay) {
    this.weights = weights;
    this.decay = (float) decay;
    this.first = new float[weights.length];
    this.second = new float[weights.length];
  }

  float[] first() {
    return first;
  }

  float[] second() {
    return second;
  }

  /**
   * One step.
   *
   * @param scale what the gradient is multiplied by
   * @param step from 1 on
   */
  void step(float[] gradient, float scale, double rate, long step) {
    float b1 = (float) BETA_1;
    float b2 = (float) BETA_2;
    float keep = (float) (1 - rate * decay);
    float size = (float) (rate / (1 - StrictMath.pow(BETA_1, step)));
    float spread = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA_2, step)));
    float epsilon = (float) EPSILON;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i] * scale;
      float m = b1 * first[i] + (1 - b1) * g;
      float v = b2 * second[i] + (1 - b2) * g * g;
      first[i] = m;
      second[i] = v;
      weights[i] = weights[i] * keep - size * m / ((float) Math.sqrt(v) * spread + epsilon);
    }
  }
}
