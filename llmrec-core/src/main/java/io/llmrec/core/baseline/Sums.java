package io.llmrec.core.baseline;

/** Weighted sums of rows, written so that the compiler uses the processor's vector units. */
final class Sums {

  private Sums() {}

  /**
   * Adds {@code weights[k] * rows[k][j]} to {@code target[j]} for every row k and every j from
   * {@code from} to {@code to} - 1. Four rows at a time: the target is read and written once for
   * them.
   */
  static void add(double[] target, int from, int to, double[] weights, double[][] rows) {
    int k = 0;
    for (; k + 4 <= weights.length; k += 4) {
      addFour(target, from, to, weights, rows, k);
    }
    for (; k < weights.length; k++) {
      double weight = weights[k];
      double[] row = rows[k];
      for (int j = from; j < to; j++) {
        target[j] += weight * row[j];
      }
    }
  }

  private static void addFour(
      double[] target, int from, int to, double[] weights, double[][] rows, int k) {
    double w0 = weights[k];
    double w1 = weights[k + 1];
    double w2 = weights[k + 2];
    double w3 = weights[k + 3];
    double[] r0 = rows[k];
    double[] r1 = rows[k + 1];
    double[] r2 = rows[k + 2];
    double[] r3 = rows[k + 3];
    for (int j = from; j < to; j++) {
      target[j] += (w0 * r0[j] + w1 * r1[j]) + (w2 * r2[j] + w3 * r3[j]);
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
