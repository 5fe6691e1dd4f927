package io.llmrec.core.baseline;

import io.llmrec.core.compute.Workers;
import java.util.Arrays;

/**
 * The inverse of a symmetric positive definite matrix, in place.
 *
 * <p>The symmetric sweep (Gauss-Jordan elimination without pivoting, which is stable for such
 * matrices), a block of rows at a time so that the work is sums of long rows that stay in the
 * cache: n³ / 2 multiplications. Needs the upper triangle and one block of rows. Every number is
 * summed in a fixed order, so the number of threads changes no bit.
 */
final class SymmetricInverse {

  /** Rows swept at once. */
  private static final int BLOCK = 64;

  /** Columns updated at once: a block of them fits into a processor's second cache. */
  private static final int TILE = 512;

  /** Rows that one thread updates in one go. */
  private static final int CHUNK = 16;

  private final double[][] a;
  private final int n;
  private final Workers workers;

  private SymmetricInverse(double[][] a, Workers workers) {
    this.a = a;
    n = a.length;
    this.workers = workers;
  }

  /**
   * Replaces the upper triangle of {@code a}, diagonal included, by that of its inverse. What is
   * below the diagonal is neither read nor meaningful afterwards.
   *
   * @throws ArithmeticException when the matrix is not positive definite
   */
  static void invert(double[][] a, Workers workers) {
    SymmetricInverse inverse = new SymmetricInverse(a, workers);
    for (int start = 0; start < a.length; start += BLOCK) {
      inverse.sweep(start, Math.min(a.length, start + BLOCK));
    }
    workers.run(
        a.length,
        i -> {
          for (int j = i; j < a.length; j++) {
            a[i][j] = -a[i][j];
          }
        });
  }

  /**
   * Sweeps rows K = start to end - 1: with D the inverse of A_KK, A_ij becomes A_ij - A_iK D A_Kj,
   * A_Kj becomes D A_Kj, and A_KK becomes -D. When all are swept, A is minus its inverse.
   */
  private void sweep(int start, int end) {
    double[][] block = fullRows(start, end);
    double[][] d = new double[end - start][];
    Arrays.setAll(d, k -> Arrays.copyOfRange(block[k], start, end));
    invertSmall(d);
    double[][] swept = new double[end - start][n];
    workers.run(end - start, k -> Sums.add(swept[k], 0, n, d[k], block));
    workers.run(
        (n + CHUNK - 1) / CHUNK,
        chunk -> update(chunk * CHUNK, Math.min(n, (chunk + 1) * CHUNK), block, swept));
    for (int k = start; k < end; k++) {
      for (int i = 0; i < start; i++) {
        a[i][k] = swept[k - start][i];
      }
      System.arraycopy(swept[k - start], end, a[k], end, n - end);
      for (int j = k; j < end; j++) {
        a[k][j] = -d[k - start][j - start];
      }
    }
  }

  /** Rows of the matrix, what is left of the diagonal read from the column above it. */
  private double[][] fullRows(int start, int end) {
    double[][] rows = new double[end - start][n];
    for (int k = start; k < end; k++) {
      double[] row = rows[k - start];
      for (int j = 0; j < k; j++) {
        row[j] = a[j][k];
      }
      System.arraycopy(a[k], k, row, k, n - k);
    }
    return rows;
  }

  /** Updates some rows right of the diagonal; those of the block itself are set afterwards. */
  private void update(int from, int to, double[][] block, double[][] swept) {
    double[][] weights = new double[to - from][block.length];
    for (int i = from; i < to; i++) {
      for (int k = 0; k < block.length; k++) {
        weights[i - from][k] = -block[k][i];
      }
    }
    for (int tile = from / TILE * TILE; tile < n; tile += TILE) {
      for (int i = from; i < to; i++) {
        Sums.add(a[i], Math.max(i, tile), Math.min(n, tile + TILE), weights[i - from], swept);
      }
    }
  }

  /** The same sweep, one row at a time, on a small full matrix. */
  private static void invertSmall(double[][] d) {
    for (int k = 0; k < d.length; k++) {
      double pivot = d[k][k];
      if (!(pivot > 0)) {
        throw new ArithmeticException("matrix is not positive definite: pivot " + pivot);
      }
      double[] row = d[k].clone();
      for (int i = 0; i < d.length; i++) {
        double share = row[i] / pivot;
        for (int j = 0; j < d.length; j++) {
          d[i][j] -= share * row[j];
        }
      }
      for (int i = 0; i < d.length; i++) {
        d[k][i] = row[i] / pivot;
        d[i][k] = d[k][i];
      }
      d[k][k] = -1 / pivot;
    }
    for (double[] row : d) {
      for (int j = 0; j < row.length; j++) {
        row[j] = -row[j];
      }
    }
  }
}
