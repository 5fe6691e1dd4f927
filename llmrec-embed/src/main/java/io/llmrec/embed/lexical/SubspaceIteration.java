package io.llmrec.embed.lexical;

import io.llmrec.core.compute.Draws;

/** Finds the leading right singular vectors of a sparse matrix, as a subspace: in no order. */
final class SubspaceIteration {

  private static final int ROUNDS = 5;

  private static final long SEED = 1;

  private SubspaceIteration() {}

  /** Orthonormal columns, row by row: one row for each column of the matrix. */
  static float[] rightVectors(WordMatrix matrix, int width) {
    float[] left = new float[matrix.rows() * width];
    Draws draws = Draws.of(SEED);
    for (int i = 0; i < left.length; i++) {
      left[i] = draws.aroundZero();
    }
    for (int round = 0; round < ROUNDS; round++) {
      orthonormalise(left, width, draws);
      left = matrix.times(matrix.transposedTimes(left, width), width);
    }
    orthonormalise(left, width, draws);
    float[] right = matrix.transposedTimes(left, width);
    orthonormalise(right, width, draws);
    return right;
  }

  /**
   * Modified Gram and Schmidt, on columns that are stored row by row: each in turn is scaled and
   * taken out of all that follow. A column of which nothing is left is drawn again.
   */
  private static void orthonormalise(float[] columns, int width, Draws draws) {
    int rows = columns.length / width;
    float[] turned = turned(columns, rows, width);
    for (int j = 0; j < width; j++) {
      double before = length(turned, j, rows);
      for (int other = 0; other < j; other++) {
        takeOut(turned, j, other, rows);
      }
      double after = length(turned, j, rows);
      if (after <= 1e-6 * before || after == 0) {
        for (int r = 0; r < rows; r++) {
          turned[j * rows + r] = draws.aroundZero();
        }
        for (int other = 0; other < j; other++) {
          takeOut(turned, j, other, rows);
        }
        after = length(turned, j, rows);
      }
      for (int r = 0; r < rows; r++) {
        turned[j * rows + r] /= (float) after;
      }
    }
    System.arraycopy(turned(turned, width, rows), 0, columns, 0, columns.length);
  }

  private static float[] turned(float[] matrix, int rows, int width) {
    float[] turned = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < width; c++) {
        turned[c * rows + r] = matrix[r * width + c];
      }
    }
    return turned;
  }

  private static double length(float[] turned, int column, int rows) {
    double squares = 0;
    for (int r = column * rows; r < (column + 1) * rows; r++) {
      squares += (double) turned[r] * turned[r];
    }
    return Math.sqrt(squares);
  }

  private static void takeOut(float[] turned, int column, int other, int rows) {
    int to = column * rows;
    int from = other * rows;
    float shared = 0;
    for (int r = 0; r < rows; r++) {
      shared += turned[to + r] * turned[from + r];
    }
    for (int r = 0; r < rows; r++) {
      turned[to + r] -= shared * turned[from + r];
    }
  }
}
