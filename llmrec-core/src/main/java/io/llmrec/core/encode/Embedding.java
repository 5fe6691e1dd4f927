package io.llmrec.core.encode;

import java.util.Arrays;

/**
 * A vector of length 1: the direction is the meaning, and the dot product of two is their cosine.
 *
 * <p>Immutable. All components are finite, so a search over embeddings cannot be poisoned by a NaN
 * or a zero vector.
 */
public final class Embedding {

  /** Dimensions above this are taken for a mistake. */
  static final int MAX_DIMENSION = 1 << 16;

  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /**
   * The direction of a vector of any length above 0; the array is copied.
   *
   * @throws IllegalArgumentException when a component is NaN or infinite, all are zero, or there
   *     are none
   */
  public static Embedding of(float[] vector) {
    if (vector.length == 0 || vector.length > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension must be 1 to %d, was %d".formatted(MAX_DIMENSION, vector.length));
    }
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "component %d must be finite, was %s".formatted(i, vector[i]));
      }
      squares += (double) vector[i] * vector[i];
    }
    if (squares == 0) {
      throw new IllegalArgumentException(
          "a vector of %d zeros has no direction and cannot be an embedding"
              .formatted(vector.length));
    }
    return new Embedding(scaled(vector, squares));
  }

  /**
   * Leaves a vector that is already of unit length to the bit, so that saving and loading changes
   * nothing.
   */
  private static float[] scaled(float[] vector, double squares) {
    float[] values = vector.clone();
    if (Math.abs(squares - 1) > 1e-6) {
      double scale = 1 / Math.sqrt(squares);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (vector[i] * scale);
      }
    }
    return values;
  }

  /** The number of components. */
  public int dimension() {
    return values.length;
  }

  /** One component. */
  public float get(int index) {
    return values[index];
  }

  /**
   * The cosine of the angle to another embedding, -1 to 1 but for rounding.
   *
   * @throws IllegalArgumentException when the dimensions differ
   */
  public float dot(Embedding other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "dimensions must be equal, were %d and %d".formatted(values.length, other.values.length));
    }
    return DotProduct.of(values, other.values, 0);
  }

  /** Writes all components to {@code target}, from {@code offset} on. */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }

  /** A copy of the components. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[dimension=%d, first=%s]".formatted(values.length, values[0]);
  }
}
