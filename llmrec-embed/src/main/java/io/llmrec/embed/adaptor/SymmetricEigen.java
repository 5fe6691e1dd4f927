package io.llmrec.embed.adaptor;

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix, largest first: Householder's reduction
 * to a tridiagonal matrix, then QL steps with implicit shifts (Golub and Van Loan, "Matrix
 * computations", chapter 8). About 9 n³ multiplications; no randomness.
 */
final class SymmetricEigen {

  private static final int MAX_STEPS = 60;

  private final int n;

  /** Row i is an eigenvector once it is finished. */
  private final double[][] vectors;

  private final double[] diagonal;

  /** {@code beside[i]} is between rows i and i + 1. */
  private final double[] beside;

  private double size;

  private SymmetricEigen(double[][] matrix) {
    n = matrix.length;
    vectors = new double[n][n];
    diagonal = new double[n];
    beside = new double[n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
    }
    tridiagonalise(matrix);
    for (int i = 0; i < n; i++) {
      deflate(i);
    }
    sort();
  }

  /**
   * Decomposes a matrix, of which it makes a copy.
   *
   * @throws ArithmeticException when it does not converge, which only NaN or infinity can cause
   */
  static SymmetricEigen of(double[][] symmetric) {
    double[][] copy = new double[symmetric.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = symmetric[i].clone();
    }
    return new SymmetricEigen(copy);
  }

  /** The eigenvalues, falling. */
  double[] values() {
    return diagonal;
  }

  /** The eigenvectors as rows, of length 1, in the order of the values. */
  double[][] vectors() {
    return vectors;
  }

  /** Reflects columns one by one so that only the diagonal and its neighbours are left. */
  private void tridiagonalise(double[][] a) {
    for (int k = 0; k < n - 2; k++) {
      double[] v = reflector(a, k);
      if (v.length > 0) {
        reflect(a, v, k + 1);
        turnVectors(v, k + 1);
      }
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i][i];
      beside[i] = i + 1 < n ? a[i + 1][i] : 0;
      size = Math.max(size, Math.abs(diagonal[i]) + Math.abs(beside[i]));
    }
  }

  /** The unit vector whose reflection clears column k below its subdiagonal; empty for none. */
  private double[] reflector(double[][] a, int k) {
    double rest = 0;
    for (int i = k + 2; i < n; i++) {
      rest += a[i][k] * a[i][k];
    }
    if (rest == 0) {
      return new double[0];
    }
    double length = Math.sqrt(rest + a[k + 1][k] * a[k + 1][k]);
    double[] v = new double[n - k - 1];
    for (int i = 0; i < v.length; i++) {
      v[i] = a[k + 1 + i][k];
    }
    v[0] += v[0] < 0 ? -length : length;
    double squares = rest + v[0] * v[0];
    double scale = 1 / Math.sqrt(squares);
    for (int i = 0; i < v.length; i++) {
      v[i] *= scale;
    }
    return v;
  }

  /** A becomes H A H with H = 1 - 2 v v' from row {@code from} on: A - v q' - q v'. */
  private void reflect(double[][] a, double[] v, int from) {
    double[] p = new double[n];
    double along = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < v.length; j++) {
        sum += a[i][from + j] * v[j];
      }
      p[i] = 2 * sum;
      along += i >= from ? sum * v[i - from] : 0;
    }
    for (int i = 0; i < n; i++) {
      double vi = i >= from ? v[i - from] : 0;
      double qi = p[i] - 2 * along * vi;
      for (int j = 0; j < v.length; j++) {
        a[i][from + j] -= qi * v[j];
      }
      if (vi != 0) {
        for (int j = 0; j < n; j++) {
          double vj = j >= from ? v[j - from] : 0;
          a[i][j] -= vi * (p[j] - 2 * along * vj);
        }
      }
    }
  }

  private void turnVectors(double[] v, int from) {
    double[] sums = new double[n];
    for (int j = 0; j < v.length; j++) {
      double[] row = vectors[from + j];
      for (int i = 0; i < n; i++) {
        sums[i] += v[j] * row[i];
      }
    }
    for (int j = 0; j < v.length; j++) {
      double[] row = vectors[from + j];
      double twice = 2 * v[j];
      for (int i = 0; i < n; i++) {
        row[i] -= twice * sums[i];
      }
    }
  }

  /** QL steps until row {@code l} stands alone. */
  private void deflate(int l) {
    for (int step = 0; step < MAX_STEPS; step++) {
      int m = l;
      while (m < n - 1 && !negligible(m)) {
        m++;
      }
      if (m == l) {
        return;
      }
      qlStep(l, m);
    }
    throw new ArithmeticException("eigenvalues do not converge: is the matrix finite?");
  }

  /** By the size of the whole matrix: where rank is missing, rows are rounding alone. */
  private boolean negligible(int m) {
    return Math.abs(beside[m]) <= Math.ulp(1.0) * size;
  }

  /** One step on rows l to m with the shift of Wilkinson. */
  private void qlStep(int l, int m) {
    double g = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l]);
    double r = Math.hypot(g, 1);
    g = diagonal[m] - diagonal[l] + beside[l] / (g + (g < 0 ? -r : r));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * beside[i];
      double b = c * beside[i];
      r = Math.hypot(f, g);
      beside[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= p;
        beside[m] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = diagonal[i + 1] - p;
      r = (diagonal[i] - g) * s + 2 * c * b;
      p = s * r;
      diagonal[i + 1] = g + p;
      g = c * r - b;
      rotate(vectors[i], vectors[i + 1], c, s);
    }
    diagonal[l] -= p;
    beside[l] = g;
    beside[m] = 0;
  }

  private static void rotate(double[] lower, double[] upper, double c, double s) {
    for (int k = 0; k < lower.length; k++) {
      double f = upper[k];
      upper[k] = s * lower[k] + c * f;
      lower[k] = c * lower[k] - s * f;
    }
  }

  private void sort() {
    for (int i = 0; i < n; i++) {
      int best = i;
      for (int j = i + 1; j < n; j++) {
        best = diagonal[j] > diagonal[best] ? j : best;
      }
      double value = diagonal[i];
      diagonal[i] = diagonal[best];
      diagonal[best] = value;
      double[] row = vectors[i];
      vectors[i] = vectors[best];
      vectors[best] = row;
    }
  }
}
