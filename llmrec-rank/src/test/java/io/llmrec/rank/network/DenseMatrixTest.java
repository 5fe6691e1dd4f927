package io.llmrec.rank.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseMatrixTest {

  private static float[][] numbers(int rows, int width, int seed) {
    float[] all = Faces.numbers(rows * width, seed);
    float[][] numbers = new float[rows][];
    for (int r = 0; r < rows; r++) {
      numbers[r] = Faces.row(all, r, width);
    }
    return numbers;
  }

  /** What {@code target} comes to, summed up one product after the other. */
  private static float[] expected(float[] target, float[] x, float[][] rows) {
    double[] sums = new double[target.length];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = target[j];
      for (int r = 0; r < rows.length; r++) {
        sums[j] += (double) x[r] * rows[r][j];
      }
    }
    float[] expected = new float[sums.length];
    for (int j = 0; j < sums.length; j++) {
      expected[j] = (float) sums[j];
    }
    return expected;
  }

  private static void assertSums(DenseMatrix matrix, float[][] rows, int count) {
    float[][] xs = numbers(count + 1, rows.length + 2, 3);
    float[][] sums = numbers(count + 1, rows.length == 0 ? 4 : rows[0].length, 4);
    float[][] expected = new float[count + 1][];
    for (int i = 0; i < count; i++) {
      expected[i] = expected(sums[i], xs[i], rows);
    }
    expected[count] = sums[count].clone();

    matrix.addTo(sums, xs, count);

    for (int i = 0; i <= count; i++) {
      assertArrayEquals(expected[i], sums[i], 1e-3f, "vector " + i + " of " + count);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 5", "3, 4", "4, 448", "7, 33", "40, 17", "100, 224", "0, 0"})
  void productsAreThoseOfOneVectorAfterTheOther(int rows, int width) {
    float[][] matrix = numbers(rows, width, 2);

    for (int count : new int[] {0, 1, 2, 5}) {
      assertSums(DenseMatrix.of(matrix), matrix, count);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "64", "130"})
  void anUpperMatrixGivesTheSame(int size) {
    float[][] matrix = numbers(size, size, 2);
    for (int r = 0; r < size; r++) {
      Arrays.fill(matrix[r], 0, r, 0);
    }

    for (int count : new int[] {1, 2, 5}) {
      assertSums(DenseMatrix.upper(matrix), matrix, count);
    }
  }

  @Test
  void whatIsBelowTheDiagonalOfAnUpperMatrixTakesNoWork() {
    float[][] matrix = numbers(300, 300, 2);
    matrix[299][0] = Float.NaN;
    float[][] sums = new float[2][300];

    DenseMatrix.upper(matrix).addTo(sums, numbers(2, 300, 3), 2);

    assertFalse(Float.isNaN(sums[0][0]));
  }

  @Test
  void somethingOfOneVectorBeginsAtItsRow() {
    float[][] matrix = numbers(9, 6, 2);
    float[] x = Faces.numbers(4, 5);
    float[] sums = new float[6];

    DenseMatrix.of(matrix).addTo(sums, x, 3);

    assertArrayEquals(expected(new float[6], x, Arrays.copyOfRange(matrix, 3, 7)), sums, 1e-4f);
  }
}
