package io.llmrec.embed.adaptor;

/** Products of small matrices in flat arrays, row by row; sums are made in a fixed order. */
final class Kernels {

  private Kernels() {}

  /** c += a b, with a of [rows, inner] and b of [inner, columns]. */
  static void multiply(float[] a, float[] b, float[] c, int rows, int inner, int columns) {
    float[] weights = new float[4];
    for (int i = 0; i < rows; i++) {
      int from = i * inner;
      int k = 0;
      for (; k + 3 < inner; k += 4) {
        System.arraycopy(a, from + k, weights, 0, 4);
        add4(c, i * columns, weights, b, k * columns, columns);
      }
      for (; k < inner; k++) {
        add(c, i * columns, a[from + k], b, k * columns, columns);
      }
    }
  }

  /** c += a' b, with a of [rows, left] and b of [rows, columns]. */
  static void transposedMultiply(float[] a, float[] b, float[] c, int rows, int left, int columns) {
    float[] weights = new float[4];
    int i = 0;
    for (; i + 3 < rows; i += 4) {
      for (int j = 0; j < left; j++) {
        for (int w = 0; w < 4; w++) {
          weights[w] = a[(i + w) * left + j];
        }
        add4(c, j * columns, weights, b, i * columns, columns);
      }
    }
    for (; i < rows; i++) {
      for (int j = 0; j < left; j++) {
        add(c, j * columns, a[i * left + j], b, i * columns, columns);
      }
    }
  }

  /** Adds four rows of b, each with a weight of its own. */
  private static void add4(float[] c, int to, float[] weights, float[] b, int from, int columns) {
    float w0 = weights[0];
    float w1 = weights[1];
    float w2 = weights[2];
    float w3 = weights[3];
    int second = from + columns;
    int third = second + columns;
    int fourth = third + columns;
    for (int j = 0; j < columns; j++) {
      c[to + j] += w0 * b[from + j] + w1 * b[second + j] + (w2 * b[third + j] + w3 * b[fourth + j]);
    }
  }

  static void add(float[] c, int to, float weight, float[] b, int from, int columns) {
    for (int j = 0; j < columns; j++) {
      c[to + j] += weight * b[from + j];
    }
  }

  static float dot(float[] a, int from, float[] b, int other, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[from + i] * b[other + i];
      s1 += a[from + i + 1] * b[other + i + 1];
      s2 += a[from + i + 2] * b[other + i + 2];
      s3 += a[from + i + 3] * b[other + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[from + i] * b[other + i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
