package io.llmrec.core.baseline;

/** Solves small symmetric positive definite systems. */
final class Cholesky {

  private Cholesky() {}

  /**
   * Replaces {@code x} by the solution of {@code a · solution = x}. Reads {@code a} right of its
   * diagonal and destroys it.
   */
  static void solve(double[][] a, double[] x) {
    factorise(a);
    // U' y = x, then U solution = y.
    for (int k = 0; k < x.length; k++) {
      x[k] /= a[k][k];
      subtract(x, k + 1, x[k], a[k]);
    }
    for (int k = x.length - 1; k >= 0; k--) {
      for (int j = k + 1; j < x.length; j++) {
        x[k] -= a[k][j] * x[j];
      }
      x[k] /= a[k][k];
    }
  }

  /** Right of the diagonal, {@code a} becomes U with U'U = a. */
  private static void factorise(double[][] a) {
    for (int k = 0; k < a.length; k++) {
      double[] row = a[k];
      double root = Math.sqrt(row[k]);
      for (int j = k; j < row.length; j++) {
        row[j] /= root;
      }
      for (int i = k + 1; i < a.length; i++) {
        subtract(a[i], i, row[i], row);
      }
    }
  }

  private static void subtract(double[] target, int from, double weight, double[] row) {
    for (int j = from; j < target.length; j++) {
      target[j] -= weight * row[j];
    }
  }
}
