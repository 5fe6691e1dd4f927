package io.llmrec.core.encode;

/** The dot product of vectors in arrays, the inner loop of every search. */
public final class DotProduct {

  private DotProduct() {}

  /**
   * The dot product of all of {@code a} with as many components of {@code b}, from {@code start}
   * on.
   *
   * <p>Eight sums instead of one let the compiler use wide registers without changing the order of
   * additions: the result is the same to the bit on every machine.
   */
  public static float of(float[] a, float[] b, int start) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 7 < a.length; i += 8) {
      int j = start + i;
      s0 += a[i] * b[j];
      s1 += a[i + 1] * b[j + 1];
      s2 += a[i + 2] * b[j + 2];
      s3 += a[i + 3] * b[j + 3];
      s4 += a[i + 4] * b[j + 4];
      s5 += a[i + 5] * b[j + 5];
      s6 += a[i + 6] * b[j + 6];
      s7 += a[i + 7] * b[j + 7];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[start + i];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }
}
