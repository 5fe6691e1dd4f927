package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.compute.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearAlgebraTest {

  /** A'A + I of a random A: symmetric and positive definite. */
  private static double[][] random(int n) {
    Draws draws = Draws.of(n);
    double[][] a = new double[n][n];
    for (double[] row : a) {
      Arrays.setAll(row, j -> draws.aroundZero());
    }
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (double[] row : a) {
          product[i][j] += row[i] * row[j];
        }
      }
      product[i][i] += 1;
    }
    return product;
  }

  private static double[][] copy(double[][] a) {
    return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
  }

  private static void invert(double[][] a, int threads) {
    try (Workers workers = new Workers(threads)) {
      SymmetricInverse.invert(a, workers);
    }
  }

  @Test
  void invertsTwoByTwo() {
    double[][] a = {{3, 1}, {1, 3}};

    invert(a, 1);

    assertArrayEquals(new double[] {0.375, -0.125}, a[0], 1e-15);
    assertEquals(0.375, a[1][1], 1e-15);
  }

  /** Below, at and above the sizes of a block, and with an incomplete last one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 200, 600})
  void timesItsInverseIsTheIdentity(int n) {
    double[][] a = random(n);
    double[][] inverse = copy(a);

    invert(inverse, 2);

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a[i][k] * inverse[Math.min(k, j)][Math.max(k, j)];
        }
        assertEquals(i == j ? 1 : 0, sum, 1e-9, i + "," + j);
      }
    }
  }

  @Test
  void doesNotReadBelowTheDiagonal() {
    double[][] a = {{3, 1}, {Double.NaN, 3}};

    invert(a, 1);

    assertArrayEquals(new double[] {0.375, -0.125}, a[0], 1e-15);
  }

  @Test
  void threadsChangeNoBitOfTheInverse() {
    double[][] one = random(150);
    double[][] three = copy(one);

    invert(one, 1);
    invert(three, 3);

    for (int i = 0; i < one.length; i++) {
      assertArrayEquals(
          Arrays.copyOfRange(one[i], i, one.length), Arrays.copyOfRange(three[i], i, one.length));
    }
  }

  @Test
  void refusesAMatrixThatIsNotPositiveDefinite() {
    ArithmeticException refusal =
        assertThrows(ArithmeticException.class, () -> invert(new double[][] {{1, 2}, {2, 1}}, 1));
    assertEquals("matrix is not positive definite: pivot -3.0", refusal.getMessage());
  }

  @Test
  void choleskySolvesByHand() {
    double[][] a = {{4, 2}, {Double.NaN, 5}};
    double[] x = {8, 12};

    Cholesky.solve(a, x);

    assertArrayEquals(new double[] {1, 2}, x, 1e-14);
  }

  @Test
  void choleskySolvesLargerSystems() {
    double[][] a = random(40);
    double[] expected = new double[40];
    Arrays.setAll(expected, i -> i - 20);
    double[] x = Arrays.stream(a).mapToDouble(row -> Sums.dot(row, expected)).toArray();

    Cholesky.solve(copy(a), x);

    assertArrayEquals(expected, x, 1e-9);
  }

  /** Four at a time, and what is left over. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 9})
  void addsEveryRowBetweenTheBounds(int rows) {
    double[][] ones = new double[rows][];
    Arrays.setAll(ones, k -> new double[] {9, 1, 1, 9});
    double[] weights = new double[rows];
    Arrays.setAll(weights, k -> k + 1);
    double[] target = {5, 5, 5, 5};

    Sums.add(target, 1, 3, weights, ones);

    double sum = rows * (rows + 1) / 2.0;
    assertArrayEquals(new double[] {5, 5 + sum, 5 + sum, 5}, target);
  }
}
