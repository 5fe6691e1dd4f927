package io.llmrec.rank.ctr;

/** The dot product of two vectors in parts. */
final class PackedProduct {

  private PackedProduct() {}

  /**
   * The sum of the products of all parts.
   *
   * @param a an even number of parts of one length, at least 4
   * @param b as many of the same length
   * @param products room for as many numbers as a part has
   */
  static float of(float[][] a, float[][] b, float[] products) {
    multiply(products, a, b);
    for (int part = 4; part < a.length; part += 2) {
      add(products, a[part], b[part], a[part + 1], b[part + 1]);
    }
    return sum(products);
  }

  /** Four parts side by side, which JDK 17's compiler turns into wide instructions. */
  private static void multiply(float[] target, float[][] a, float[][] b) {
    float[] a0 = a[0];
    float[] a1 = a[1];
    float[] a2 = a[2];
    float[] a3 = a[3];
    float[] b0 = b[0];
    float[] b1 = b[1];
    float[] b2 = b[2];
    float[] b3 = b[3];
    for (int i = 0; i < target.length; i++) {
      target[i] = a0[i] * b0[i] + a1[i] * b1[i] + (a2[i] * b2[i] + a3[i] * b3[i]);
    }
  }

  private static void add(float[] target, float[] a, float[] b, float[] c, float[] d) {
    for (int i = 0; i < target.length; i++) {
      target[i] += a[i] * b[i] + c[i] * d[i];
    }
  }

  /** In four sums, which a processor adds side by side. */
  private static float sum(float[] values) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 7 < values.length; i += 8) {
      s0 += values[i] + values[i + 4];
      s1 += values[i + 1] + values[i + 5];
      s2 += values[i + 2] + values[i + 6];
      s3 += values[i + 3] + values[i + 7];
    }
    for (; i < values.length; i++) {
      s0 += values[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
