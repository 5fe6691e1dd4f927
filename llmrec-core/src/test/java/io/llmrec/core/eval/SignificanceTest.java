package io.llmrec.core.eval;

import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignificanceTest {

  private static final double EXACT = 1e-12;

  @Test
  void fewUsersGetTheExactProbability() {
    double[] a = {3, 2, 1};
    double[] none = new double[3];

    // Of the eight sign assignments only the one seen and its opposite sum to 6.
    assertEquals(0.25, Permutation.signFlip(a, none, 10_000, 1), EXACT);
    // Sums 3 + 2 - 1 = 4, and 6: four of the eight.
    assertEquals(0.5, Permutation.signFlip(new double[] {3, 2, -1}, none, 10_000, 1), EXACT);
  }

  @Test
  void roundingDoesNotBreakTies() {
    double[] a = {0.1, 0.2, 0.3};
    double[] none = new double[3];

    assertEquals(0.25, Permutation.signFlip(a, none, 100, 1), EXACT);
    assertEquals(1, Permutation.signFlip(new double[] {0.1, 0.2, -0.3}, none, 100, 1), EXACT);
  }

  @Test
  void manyUsersAreSampledCloseToTheExactProbability() {
    SplittableRandom random = new SplittableRandom(8);
    double[] a = new double[14];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextDouble(-1, 1.6);
    }
    double[] none = new double[a.length];

    double exact = Permutation.signFlip(a, none, 1 << 14, 1);
    double sampled = Permutation.signFlip(a, none, (1 << 14) - 1, 1);

    assertEquals(exact, sampled, 0.015);
  }

  @Test
  void agreesWithTheBootstrapOnManyUsers() {
    SplittableRandom random = new SplittableRandom(9);
    double[] a = new double[500];
    double[] b = new double[500];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextDouble() + 0.035;
      b[i] = random.nextDouble();
    }

    double flipped = Permutation.signFlip(a, b, 10_000, 1);
    double resampled = Bootstrap.paired(a, b, 10_000, 1).p();

    assertEquals(resampled, flipped, 0.03);
  }

  @Test
  void equalSystemsHaveAProbabilityOfOne() {
    double[] same = {0.5, 0.25};

    assertEquals(1, Permutation.signFlip(same, same, 10, 1));
  }

  @Test
  void holmMultipliesTheSmallestMost() {
    double[] adjusted = Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005});

    assertArrayEquals(new double[] {0.03, 0.06, 0.06, 0.02}, adjusted, EXACT);
  }

  @Test
  void holmStaysAtMostOneAndInOrder() {
    assertArrayEquals(new double[] {1, 1, 1}, Holm.adjust(new double[] {0.9, 0.6, 0.5}), EXACT);
    assertArrayEquals(new double[0], Holm.adjust(new double[0]));
    assertRefused("p must be 0 to 1, was 1.5 at index 0", () -> Holm.adjust(new double[] {1.5}));
  }

  @Test
  void seedsGetStudentsInterval() {
    double[] perSeed = {0.70, 0.72, 0.74, 0.71, 0.73};
    double half = 2.776445 * Math.sqrt(0.001 / 4) / Math.sqrt(5);

    Interval interval = Seeds.interval(perSeed);

    assertEquals(0.72, interval.mean(), EXACT);
    assertEquals(0.72 - half, interval.low(), 1e-9);
    assertEquals(0.72 + half, interval.high(), 1e-9);
    assertRefused(
        "perSeed must hold at least 2 values, holds 1", () -> Seeds.interval(new double[1]));
  }

  @Test
  void theExpansionContinuesTheTable() {
    assertEquals(2.039513, Seeds.t(31), 1e-4);
    assertEquals(1.983972, Seeds.t(100), 1e-4);
    assertTrue(Seeds.t(31) < Seeds.t(30));
  }

  @Test
  void aRandomOrderOfTwentyScoresThePublishedRow() {
    assertEquals(5.00, 100 * RandomRow.ndcg(20, 1), 0.005);
    assertEquals(14.74, 100 * RandomRow.ndcg(20, 5), 0.005);
    assertEquals(22.72, 100 * RandomRow.ndcg(20, 10), 0.005);
    assertEquals(35.20, 100 * RandomRow.ndcg(20, 20), 0.005);
  }

  @Test
  void aRandomOrderHitsInProportion() {
    assertEquals(0.25, RandomRow.hitRate(20, 5), EXACT);
    assertEquals(1, RandomRow.hitRate(3, 10), EXACT);
    assertEquals((1 + 0.5 + 1.0 / 3) / 3, RandomRow.reciprocalRank(3, 10), EXACT);
    assertRefused("candidates must be at least 1, was 0", () -> RandomRow.ndcg(0, 1));
    assertRefused("k must be at least 1, was 0", () -> RandomRow.hitRate(5, 0));
  }

  @Test
  void drawsAreTheSameOnEveryMachine() {
    assertEquals(3559393546817448020L, Draws.ofRound(42, 0).next());
    assertEquals(3722946841873465102L, Draws.ofRound(42, 1).next());
  }

  @Test
  void drawsAreEven() {
    int[] counts = new int[10];
    for (int round = 0; round < 100; round++) {
      Draws draws = Draws.ofRound(7, round);
      for (int i = 0; i < 1_000; i++) {
        counts[draws.below(10)]++;
      }
    }

    for (int count : counts) {
      assertEquals(10_000, count, 400);
    }
  }
}
