package io.llmrec.examples.ctr;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import java.util.List;

/**
 * A vector for each item, of what one source says about it.
 *
 * @param name letters, digits and hyphens
 * @param vectors of length 1, by the item's number
 */
record TextSpace(String name, float[][] vectors) {

  TextSpace {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "name must be lower letters, digits and hyphens, was '" + name + "'");
    }
  }

  /** The texts in an encoder's space. */
  static TextSpace of(String name, TextEncoder encoder, List<String> texts) {
    return of(name, encoder.encode(texts));
  }

  /** Vectors made elsewhere, by the item's number. */
  static TextSpace of(String name, List<Embedding> vectors) {
    return new TextSpace(name, vectors.stream().map(Embedding::toArray).toArray(float[][]::new));
  }

  /** How many components a vector has. */
  int dimension() {
    return vectors[0].length;
  }

  /**
   * How alike each two items are: the square of their cosine, 0 where it is negative. By item and
   * item.
   */
  float[][] likeness() {
    int size = vectors.length;
    float[][] alike = new float[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        float cosine = Math.max(0, dot(vectors[i], vectors[j]));
        alike[i][j] = cosine * cosine;
        alike[j][i] = alike[i][j];
      }
    }
    return alike;
  }

  private static float dot(float[] a, float[] b) {
    float even = 0;
    float odd = 0;
    float third = 0;
    float fourth = 0;
    int end = a.length & ~3;
    for (int k = 0; k < end; k += 4) {
      even += a[k] * b[k];
      odd += a[k + 1] * b[k + 1];
      third += a[k + 2] * b[k + 2];
      fourth += a[k + 3] * b[k + 3];
    }
    for (int k = end; k < a.length; k++) {
      even += a[k] * b[k];
    }
    return even + odd + (third + fourth);
  }
}
