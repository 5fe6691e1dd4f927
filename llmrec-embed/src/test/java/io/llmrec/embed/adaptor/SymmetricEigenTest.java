package io.llmrec.embed.adaptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

  private static double[][] random(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextDouble() * 2 - 1;
        a[j][i] = a[i][j];
      }
    }
    return a;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40, 130})
  void vectorsAreOrthonormalAndMakeTheMatrixAgain(int n) {
    double[][] a = random(n);
    SymmetricEigen eigen = SymmetricEigen.of(a);

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(i == j ? 1 : 0, dot(eigen.vectors()[i], eigen.vectors()[j]), 1e-11);
        double entry = 0;
        for (int k = 0; k < n; k++) {
          entry += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
        }
        assertEquals(a[i][j], entry, 1e-11);
      }
      assertTrue(i == 0 || eigen.values()[i] <= eigen.values()[i - 1]);
    }
  }

  @Test
  void givesKnownValues() {
    double[][] chain = {{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}};
    double root = Math.sqrt(2);

    assertArrayEquals(
        new double[] {2 + root, 2, 2 - root}, SymmetricEigen.of(chain).values(), 1e-14);
  }

  @Test
  void bearsMatricesWithoutRankAndWithEqualValues() {
    double[][] ones = {{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}};

    assertArrayEquals(new double[] {4, 0, 0, 0}, SymmetricEigen.of(ones).values(), 1e-14);
    assertArrayEquals(new double[3], SymmetricEigen.of(new double[3][3]).values());
    assertArrayEquals(
        new double[] {1, 1, 1},
        SymmetricEigen.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}).values());
  }

  @Test
  void leavesTheMatrixAsItIs() {
    double[][] a = random(5);
    SymmetricEigen.of(a);

    assertArrayEquals(random(5), a);
  }

  @Test
  void refusesNaN() {
    double[][] a = random(4);
    a[1][2] = Double.NaN;
    a[2][1] = Double.NaN;

    assertThrows(ArithmeticException.class, () -> SymmetricEigen.of(a));
  }
}
