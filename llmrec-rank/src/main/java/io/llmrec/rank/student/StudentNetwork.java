package io.llmrec.rank.student;

import io.llmrec.core.compute.Draws;

/**
 * A linear function of the features, or one layer of rectified units and a linear function of
 * these.
 *
 * <p>All weights are in one array: for the linear one a weight per feature; else the weights of all
 * units for the first feature, for the second one and so on, the units' biases, and the weights of
 * the units. A bias of the whole would not change an order. Not safe for use by several threads
 * while it learns.
 */
final class StudentNetwork {

  private final int features;
  private final int hidden;
  private final double[] weights;

  StudentNetwork(int features, int hidden, double[] weights) {
    this.features = features;
    this.hidden = hidden;
    this.weights = weights;
    if (weights.length != size(features, hidden)) {
      throw new IllegalArgumentException(
          "%d features and %d units need %d weights, were given %d"
              .formatted(features, hidden, size(features, hidden), weights.length));
    }
  }

  static int size(int features, int hidden) {
    return hidden == 0 ? features : features * hidden + 2 * hidden;
  }

  /** Random first weights, as spread as keeps the variance (He et al., 2015). */
  static StudentNetwork random(int features, int hidden, long seed) {
    Draws draws = Draws.of(seed, features, hidden);
    double[] weights = new double[size(features, hidden)];
    if (hidden > 0) {
      double first = Math.sqrt(6.0 / features);
      for (int i = 0; i < features * hidden; i++) {
        weights[i] = first * draws.aroundZero();
      }
      double second = Math.sqrt(6.0 / hidden);
      for (int i = features * hidden + hidden; i < weights.length; i++) {
        weights[i] = second * draws.aroundZero();
      }
    }
    return new StudentNetwork(features, hidden, weights);
  }

  double[] weights() {
    return weights;
  }

  StudentNetwork copy() {
    return new StudentNetwork(features, hidden, weights.clone());
  }

  /** The score of a row; {@code units} is filled with what the hidden units give. */
  double score(float[] row, double[] units) {
    if (hidden == 0) {
      double sum = 0;
      for (int f = 0; f < features; f++) {
        sum += weights[f] * row[f];
      }
      return sum;
    }
    System.arraycopy(weights, features * hidden, units, 0, hidden);
    for (int f = 0; f < features; f++) {
      for (int h = 0; h < hidden; h++) {
        units[h] += weights[f * hidden + h] * row[f];
      }
    }
    double sum = 0;
    for (int h = 0; h < hidden; h++) {
      units[h] = Math.max(0, units[h]);
      sum += weights[features * hidden + hidden + h] * units[h];
    }
    return sum;
  }

  /**
   * Adds to {@code gradient} what the weights contribute to a score.
   *
   * @param units as {@link #score} left them for the row
   * @param slope of the loss by the score
   */
  void addGradient(float[] row, double[] units, double slope, double[] gradient) {
    if (hidden == 0) {
      for (int f = 0; f < features; f++) {
        gradient[f] += slope * row[f];
      }
      return;
    }
    int biases = features * hidden;
    double[] through = new double[hidden];
    for (int h = 0; h < hidden; h++) {
      gradient[biases + hidden + h] += slope * units[h];
      through[h] = units[h] > 0 ? slope * weights[biases + hidden + h] : 0;
      gradient[biases + h] += through[h];
    }
    for (int f = 0; f < features; f++) {
      for (int h = 0; h < hidden; h++) {
        gradient[f * hidden + h] += through[h] * row[f];
      }
    }
  }

  /**
   * This network for rows that are not brought to mean 0 and deviation 1.
   *
   * @param means of the features it learned from
   * @param deviations of them, above 0
   */
  StudentNetwork forRaw(double[] means, double[] deviations) {
    double[] raw = weights.clone();
    for (int f = 0; f < features; f++) {
      for (int h = 0; h < Math.max(1, hidden); h++) {
        int at = hidden == 0 ? f : f * hidden + h;
        raw[at] = weights[at] / deviations[f];
        if (hidden > 0) {
          raw[features * hidden + h] -= raw[at] * means[f];
        }
      }
    }
    return new StudentNetwork(features, hidden, raw);
  }
}
