package io.llmrec.rank.student;

/**
 * Adam (Kingma and Ba, ICLR 2015) with decoupled weight decay (Loshchilov and Hutter, ICLR 2019),
 * on an array it changes in place. Not safe for use by several threads.
 */
final class Adam {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] weights;
  private final double rate;
  private final double decay;
  private final double[] first;
  private final double[] second;
  private double correction1 = 1;
  private double correction2 = 1;

  Adam(double[] weights, double rate, double decay) {
    this.weights = weights;
    this.rate = rate;
    this.decay = decay;
    this.first = new double[weights.length];
    this.second = new double[weights.length];
  }

  void step(double[] gradient) {
    correction1 *= BETA_1;
    correction2 *= BETA_2;
    for (int i = 0; i < weights.length; i++) {
      first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
      second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
      double mean = first[i] / (1 - correction1);
      double spread = Math.sqrt(second[i] / (1 - correction2));
      weights[i] -= rate * (mean / (spread + EPSILON) + decay * weights[i]);
    }
  }
}
