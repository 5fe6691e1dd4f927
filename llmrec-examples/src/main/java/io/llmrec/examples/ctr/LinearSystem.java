package io.llmrec.examples.ctr;

/** Solves symmetric positive definite systems by Cholesky's decomposition. */
final class LinearSystem {

  private LinearSystem() {}

  /** Replaces {@code b} by the solution; reads {@code a} right of its diagonal and destroys it. */
  static void solve(double[][] a, double[] b) {
    factorise(a);
    substitute(a, b);
  }

  /** The same for several right sides. */
  static void solve(double[][] a, double[][] rightSides) {
    factorise(a);
    for (double[] b : rightSides) {
      substitute(a, b);
    }
  }

  /** Right of its diagonal, {@code a} becomes U with U'U = a. */
  private static void factorise(double[][] a) {
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double root = Math.sqrt(a[k][k]);
      for (int j = k; j < n; j++) {
        a[k][j] /= root;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[k][i];
        for (int j = i; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
  }

  private static void substitute(double[][] u, double[] b) {
    int n = b.length;
    for (int k = 0; k < n; k++) {
      b[k] /= u[k][k];
      for (int j = k + 1; j < n; j++) {
        b[j] -= u[k][j] * b[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        b[k] -= u[k][j] * b[j];
      }
      b[k] /= u[k][k];
    }
  }
}
