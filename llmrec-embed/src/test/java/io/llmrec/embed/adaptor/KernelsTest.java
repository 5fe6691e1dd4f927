package io.llmrec.embed.adaptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 7919 % 13) - 6;
    }
    return values;
  }

  /** Sizes around the four that are done at once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11})
  void productsAreThoseOfTheTextbook(int size) {
    int rows = size;
    int inner = size + 1;
    int columns = 3;
    float[] a = values(rows * inner);
    float[] b = values(inner * columns);
    float[] c = values(rows * columns);
    float[] product = c.clone();
    float[] across = new float[inner * columns];
    float[] expected = new float[inner * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < inner; k++) {
          product[i * columns + j] += a[i * inner + k] * b[k * columns + j];
          expected[k * columns + j] += a[i * inner + k] * c[i * columns + j];
        }
      }
    }
    Kernels.transposedMultiply(a, c, across, rows, inner, columns);
    Kernels.multiply(a, b, c, rows, inner, columns);

    assertArrayEquals(product, c);
    assertArrayEquals(expected, across);
  }

  @Test
  void dotStartsWhereItIsTold() {
    float[] a = {9, 1, 2, 3, 4, 5, 6};
    float[] b = {1, 1, 1, 1, 1, 2, 9};

    assertEquals(1 + 2 + 3 + 4 + 10, Kernels.dot(a, 1, b, 1, 5));
  }
}
