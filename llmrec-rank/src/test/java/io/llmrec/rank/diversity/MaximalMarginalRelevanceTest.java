package io.llmrec.rank.diversity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaximalMarginalRelevanceTest {

  private static final double[] RELEVANCE = {0.9, 0.85, 0.8, 0.3};

  private static final float[][] SIMILARITY = {
    {1, 0.95f, 0.1f, 0}, {0.95f, 1, 0.1f, 0}, {0.1f, 0.1f, 1, 0.2f}, {0, 0, 0.2f, 1}
  };

  private static MaximalMarginalRelevance.Similarities rows(float[][] matrix) {
    return (item, target) -> System.arraycopy(matrix[item], 0, target, 0, target.length);
  }

  @ParameterizedTest
  @CsvSource({"1, 0 1 2 3", "0.7, 0 2 1 3", "0.5, 0 2 3 1"})
  void orderIsTheGoldenOne(double lambda, String expected) {
    int[] order = MaximalMarginalRelevance.order(RELEVANCE, rows(SIMILARITY), lambda, 4);

    assertArrayEquals(
        Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray(), order);
  }

  @Test
  void equalValuesKeepTheIncomingOrder() {
    double[] same = {0.5, 0.5, 0.5};

    assertArrayEquals(
        new int[] {0, 1, 2}, MaximalMarginalRelevance.order(same, rows(new float[3][3]), 0.5, 3));
    assertArrayEquals(
        new int[] {0, 1, 2, 3}, MaximalMarginalRelevance.order(new double[4], (i, t) -> {}, 0, 4));
  }

  @Test
  void theRestFollowsAsItCame() {
    assertArrayEquals(
        new int[] {0, 2, 1, 3},
        MaximalMarginalRelevance.order(RELEVANCE, rows(SIMILARITY), 0.5, 2));
  }

  @Test
  void everyOrderIsThatOfTheDefinition() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int count = 1 + random.nextInt(12);
      double[] relevance = random.doubles(count).toArray();
      float[][] similarity = symmetric(count, random);
      double lambda = random.nextDouble();

      int[] order = MaximalMarginalRelevance.order(relevance, rows(similarity), lambda, count);

      assertArrayEquals(byDefinition(relevance, similarity, lambda), order);
    }
  }

  private static float[][] symmetric(int count, Random random) {
    float[][] matrix = new float[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = i == j ? 1 : random.nextFloat() * 2 - 1;
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  private static int[] byDefinition(double[] relevance, float[][] similarity, double lambda) {
    IntStream.Builder order = IntStream.builder();
    boolean[] picked = new boolean[relevance.length];
    for (int place = 0; place < relevance.length; place++) {
      int next =
          IntStream.range(0, relevance.length)
              .filter(i -> !picked[i])
              .boxed()
              .max(
                  Comparator.comparingDouble(
                      i -> lambda * relevance[i] - (1 - lambda) * closest(i, picked, similarity)))
              .orElseThrow();
      picked[next] = true;
      order.add(next);
    }
    return order.build().toArray();
  }

  private static double closest(int item, boolean[] picked, float[][] similarity) {
    return IntStream.range(0, picked.length)
        .filter(i -> picked[i])
        .mapToDouble(i -> similarity[item][i])
        .max()
        .orElse(0);
  }

  @Test
  void fallingScoresBecomeNoughtToOne() {
    assertArrayEquals(
        new double[] {1, 0.75, 0}, MaximalMarginalRelevance.relevance(new double[] {3, 2, -1}));
    assertArrayEquals(
        new double[] {1, 0.5, 0},
        MaximalMarginalRelevance.relevance(new double[] {Double.MAX_VALUE, 0, -Double.MAX_VALUE}));
  }

  @Test
  void scoresThatDoNotFallGiveWayToPlaces() {
    double[] places = {1, 0.5, 0};

    assertArrayEquals(places, MaximalMarginalRelevance.relevance(new double[] {3, 1, 2}));
    assertArrayEquals(places, MaximalMarginalRelevance.relevance(new double[] {2, 2, 2}));
    assertArrayEquals(new double[] {1}, MaximalMarginalRelevance.relevance(new double[] {5}));
    assertEquals(0, MaximalMarginalRelevance.relevance(new double[0]).length);
  }
}
