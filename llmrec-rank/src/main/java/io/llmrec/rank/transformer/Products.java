package io.llmrec.rank.transformer;

/** Products with small matrices in flat arrays, row by row, summed in a fixed order. */
final class Products {

  private Products() {}

  /**
   * y = x W + b for some rows.
   *
   * @param x [rows, inputs], from row {@code first} on
   * @param layer the weights
   * @param y [rows, outputs], from row {@code first} on
   */
  static void linear(float[] x, LinearLayer layer, float[] y, int first, int end) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    float[] w = layer.transposed();
    for (int row = first; row < end; row++) {
      int to = row * outputs;
      System.arraycopy(layer.bias(), 0, y, to, outputs);
      int from = row * inputs;
      int k = 0;
      for (; k + 3 < inputs; k += 4) {
        float x0 = x[from + k];
        float x1 = x[from + k + 1];
        float x2 = x[from + k + 2];
        float x3 = x[from + k + 3];
        int w0 = k * outputs;
        int w1 = w0 + outputs;
        int w2 = w1 + outputs;
        int w3 = w2 + outputs;
        for (int j = 0; j < outputs; j++) {
          y[to + j] += x0 * w[w0 + j] + x1 * w[w1 + j] + (x2 * w[w2 + j] + x3 * w[w3 + j]);
        }
      }
      for (; k < inputs; k++) {
        add(y, to, x[from + k], w, k * outputs, outputs);
      }
    }
  }

  /** y += weight x, for {@code length} numbers. */
  static void add(float[] y, int to, float weight, float[] x, int from, int length) {
    for (int j = 0; j < length; j++) {
      y[to + j] += weight * x[from + j];
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
