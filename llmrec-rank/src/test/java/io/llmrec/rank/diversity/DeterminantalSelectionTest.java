package io.llmrec.rank.diversity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeterminantalSelectionTest {

  private static final double[] RELEVANCE = {0.9, 0.85, 0.8, 0.3};

  private static final float[][] SIMILARITY = {
    {1, 0.95f, 0.1f, 0}, {0.95f, 1, 0.1f, 0}, {0.1f, 0.1f, 1, 0.2f}, {0, 0, 0.2f, 1}
  };

  private static final int[] GOLDEN_ORDER = {0, 2, 3, 1};

  private static MaximalMarginalRelevance.Similarities rows(float[][] matrix) {
    return (item, target) -> System.arraycopy(matrix[item], 0, target, 0, target.length);
  }

  private static double[] gains(double[] quality, int[] order) {
    DeterminantalSelection selection =
        new DeterminantalSelection(quality, 1, rows(SIMILARITY), quality.length);
    double[] gains = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      gains[i] = Math.exp(selection.gain(order[i]));
      selection.take(order[i]);
    }
    return gains;
  }

  @Test
  void qualityAsRelevanceGivesTheGoldenOrderAndGains() {
    double[] quality = Arrays.stream(RELEVANCE).map(q -> 2 * Math.log(q)).toArray();

    assertArrayEquals(
        GOLDEN_ORDER, new DeterminantalSelection(quality, 1, rows(SIMILARITY), 4).order(4));
    assertArrayEquals(
        new double[] {0.81, 0.6336, 0.086364, 0.070425}, gains(quality, GOLDEN_ORDER), 1e-5);
  }

  @Test
  void thetaGivesTheGoldenOrderAndGains() {
    double[] quality = Arrays.stream(RELEVANCE).map(relevance -> 0.7 / 0.3 * relevance).toArray();

    assertArrayEquals(
        GOLDEN_ORDER, new DeterminantalSelection(quality, 1, rows(SIMILARITY), 4).order(4));
    assertArrayEquals(
        new double[] {8.16617, 6.402038, 1.932389, 0.708334}, gains(quality, GOLDEN_ORDER), 1e-4);
  }

  @Test
  void everyPickIsTheOneOfTheLargestDeterminant() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      int count = 2 + random.nextInt(7);
      int window = 1 + random.nextInt(count);
      double[] quality = random.doubles(count).toArray();
      float[][] gram = gram(count, count + random.nextInt(6), random);

      int[] order = new DeterminantalSelection(quality, 0.5, rows(gram), window).order(count);

      for (int place = 1; place < count; place++) {
        assertBest(order, place, window, quality, gram);
      }
    }
  }

  /** No later item would have made a larger determinant with the window than the one picked. */
  private static void assertBest(
      int[] order, int place, int window, double[] quality, float[][] gram) {
    List<Integer> before = new ArrayList<>();
    for (int i = Math.max(0, place - window); i < place; i++) {
      before.add(order[i]);
    }
    double picked = value(order[place], before, quality, gram);
    for (int later = place + 1; later < order.length; later++) {
      double other = value(order[later], before, quality, gram);
      assertTrue(picked >= other - 1e-3, picked + " at place " + place + ", then " + other);
    }
  }

  private static double value(int item, List<Integer> before, double[] quality, float[][] gram) {
    List<Integer> with = new ArrayList<>(before);
    with.add(item);
    double added = determinant(gram, with) / determinant(gram, before);
    return quality[item] + 0.5 * Math.log(Math.max(1e-6, added));
  }

  /** Gauss. */
  private static double determinant(float[][] gram, List<Integer> items) {
    int n = items.size();
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = gram[items.get(i)][items.get(j)] + (i == j ? 1e-6 : 0);
      }
    }
    double determinant = 1;
    for (int k = 0; k < n; k++) {
      determinant *= a[k][k];
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return determinant;
  }

  private static float[][] gram(int count, int dimension, Random random) {
    double[][] vectors = new double[count][dimension];
    for (double[] vector : vectors) {
      double length = 0;
      for (int d = 0; d < dimension; d++) {
        vector[d] = random.nextGaussian();
        length += vector[d] * vector[d];
      }
      for (int d = 0; d < dimension; d++) {
        vector[d] /= Math.sqrt(length);
      }
    }
    float[][] gram = new float[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        for (int d = 0; d < dimension; d++) {
          gram[i][j] += (float) (vectors[i][d] * vectors[j][d]);
        }
      }
    }
    return gram;
  }

  @Test
  void staysFiniteForManyItemsOfFewDirections() {
    float[][] gram = gram(300, 4, new Random(2));
    double[] quality = new Random(3).doubles(300).toArray();

    int[] order = new DeterminantalSelection(quality, 1e-9, rows(gram), 40).order(300);

    assertEquals(300, new HashSet<>(Arrays.stream(order).boxed().toList()).size(), "a permutation");
    int[] byQuality =
        IntStream.range(0, 300)
            .boxed()
            .sorted((a, b) -> Double.compare(quality[b], quality[a]))
            .mapToInt(i -> i)
            .toArray();
    assertArrayEquals(byQuality, order);
  }
}
