package io.llmrec.core.baseline;

import io.llmrec.core.compute.Draws;
import java.util.Arrays;

/**
 * Vectors of users and items, a bias per item, and the one step that changes them.
 *
 * @param users a row per user
 * @param items a row per item
 * @param biases one per item
 */
record BprVectors(float[][] users, float[][] items, float[] biases) {

  private static final float FIRST_SCALE = 0.1f;

  static BprVectors random(int users, int items, BprOptions options) {
    Draws draws = Draws.of(options.seed());
    return new BprVectors(
        random(users, options.dimension(), draws),
        random(items, options.dimension(), draws),
        new float[items]);
  }

  private static float[][] random(int rows, int columns, Draws draws) {
    float[][] vectors = new float[rows][columns];
    for (float[] vector : vectors) {
      for (int k = 0; k < columns; k++) {
        vector[k] = FIRST_SCALE * draws.aroundZero();
      }
    }
    return vectors;
  }

  /** What is needed of them when training is over. */
  BprVectors withoutUsers() {
    return new BprVectors(new float[0][], items, biases);
  }

  /** Whether no item's number has left the range of numbers. */
  boolean areFinite() {
    return isFinite(biases) && Arrays.stream(items).allMatch(BprVectors::isFinite);
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Moves a user towards the item chosen and away from the other, and both items likewise. */
  void step(int user, int chosen, int other, float rate, float regularization) {
    float[] u = users[user];
    float[] c = items[chosen];
    float[] o = items[other];
    float slope = slope(u, chosen, other);
    float kept = 1 - rate * regularization;
    float push = rate * slope;
    for (int k = 0; k < u.length; k++) {
      float before = u[k];
      u[k] = kept * before + push * (c[k] - o[k]);
      c[k] = kept * c[k] + push * before;
      o[k] = kept * o[k] - push * before;
    }
    biases[chosen] = kept * biases[chosen] + push;
    biases[other] = kept * biases[other] - push;
  }

  /** The same step for a user who was not trained; the items stay. */
  void stepUser(float[] u, int chosen, int other, float rate, float regularization) {
    float[] c = items[chosen];
    float[] o = items[other];
    float push = rate * slope(u, chosen, other);
    float kept = 1 - rate * regularization;
    for (int k = 0; k < u.length; k++) {
      u[k] = kept * u[k] + push * (c[k] - o[k]);
    }
  }

  /** 1 / (1 + e^d), d being how much higher the chosen item scores than the other. */
  private float slope(float[] u, int chosen, int other) {
    float[] c = items[chosen];
    float[] o = items[other];
    float d0 = biases[chosen] - biases[other];
    float d1 = 0;
    float d2 = 0;
    float d3 = 0;
    int k = 0;
    for (; k + 4 <= u.length; k += 4) {
      d0 += u[k] * (c[k] - o[k]);
      d1 += u[k + 1] * (c[k + 1] - o[k + 1]);
      d2 += u[k + 2] * (c[k + 2] - o[k + 2]);
      d3 += u[k + 3] * (c[k + 3] - o[k + 3]);
    }
    for (; k < u.length; k++) {
      d0 += u[k] * (c[k] - o[k]);
    }
    return (float) (1 / (1 + StrictMath.exp((d0 + d1) + (d2 + d3))));
  }

  /** How well an item suits a user's vector. */
  double score(float[] u, int item) {
    double sum = biases[item];
    for (int k = 0; k < u.length; k++) {
      sum += u[k] * items[item][k];
    }
    return sum;
  }
}
