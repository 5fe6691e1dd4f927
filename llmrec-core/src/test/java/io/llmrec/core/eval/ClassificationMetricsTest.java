package io.llmrec.core.eval;

import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {

  private static final double EXACT = 1e-12;

  /** Two users with both labels, and one who clicked everything. */
  private static final List<String> USERS =
      List.of("u1", "u2", "u3", "u1", "u2", "u1", "u2", "u3", "u2");

  private static final double[] SCORES = {0.9, 0.2, 0.7, 0.3, 0.8, 0.5, 0.4, 0.5, 0.6};
  private static final boolean[] CLICKED = {
    true, true, true, false, false, false, true, true, false
  };

  @Test
  void groupedAucWeighsUsersBySamplesAndSkipsThoseOfOneLabel() {
    GroupedAuc auc = GroupedAuc.of(USERS, SCORES, CLICKED);

    assertEquals(3.0 / 7, auc.gauc(), EXACT);
    assertEquals(0.5, auc.uauc(), EXACT);
    assertEquals(2, auc.users());
    assertEquals(1, auc.leftOut());
  }

  @Test
  void pooledAucMixesUsers() {
    assertEquals(0.475, ClassificationMetrics.auc(SCORES, CLICKED), EXACT);
  }

  @Test
  void equalScoresCountHalf() {
    double[] scores = {0.5, 0.5, 0.1, 0.9};
    boolean[] clicked = {true, false, false, true};

    assertEquals((0.5 + 1 + 1 + 1) / 4, ClassificationMetrics.auc(scores, clicked), EXACT);
    assertEquals(0.5, ClassificationMetrics.auc(new double[4], clicked), EXACT);
    assertEquals(
        0.5, ClassificationMetrics.auc(new double[] {0.0, -0.0}, new boolean[] {true, false}));
  }

  @Test
  void aucIsTheShareOfPairsInOrder() {
    SplittableRandom random = new SplittableRandom(4);
    double[] scores = new double[300];
    boolean[] clicked = new boolean[300];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(40);
      clicked[i] = random.nextInt(3) == 0;
    }

    assertEquals(aucByPairs(scores, clicked), ClassificationMetrics.auc(scores, clicked), EXACT);
  }

  private static double aucByPairs(double[] scores, boolean[] clicked) {
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (clicked[i] && !clicked[j]) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void infiniteScoresAreScores() {
    double[] scores = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0};

    assertEquals(1, ClassificationMetrics.auc(scores, new boolean[] {true, false, false}));
  }

  @Test
  void oneLabelHasNoAuc() {
    assertEquals(Double.NaN, ClassificationMetrics.auc(new double[2], new boolean[] {true, true}));
    assertEquals(Double.NaN, ClassificationMetrics.auc(new double[0], new boolean[0]));
    assertEquals(
        new GroupedAuc(Double.NaN, Double.NaN, 0, 0),
        GroupedAuc.of(List.of(), new double[0], new boolean[0]));
  }

  @Test
  void logLossIsTheMeanSurprise() {
    double[] probabilities = {0.8, 0.4};
    boolean[] clicked = {true, false};

    assertEquals(
        -(Math.log(0.8) + Math.log(0.6)) / 2,
        ClassificationMetrics.logLoss(probabilities, clicked),
        EXACT);
  }

  @Test
  void logLossOfACertainMistakeIsFinite() {
    assertEquals(
        -Math.log(1e-7),
        ClassificationMetrics.logLoss(new double[] {0}, new boolean[] {true}),
        EXACT);
    assertEquals(Double.NaN, ClassificationMetrics.logLoss(new double[0], new boolean[0]));
  }

  @Test
  void relaImprCountsFromChance() {
    assertEquals(0.1, ClassificationMetrics.relaImpr(0.72, 0.70), EXACT);
    assertEquals(Double.NaN, ClassificationMetrics.relaImpr(0.72, 0.5));
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    assertRefused(
        "scores must not be NaN, is so at index 1",
        () -> ClassificationMetrics.auc(new double[] {1, Double.NaN}, new boolean[2]));
    assertRefused(
        "scores and clicked must be of the same length, were 1 and 2",
        () -> ClassificationMetrics.auc(new double[1], new boolean[2]));
    assertRefused(
        "probabilities must be 0 to 1, was 1.5 at index 0",
        () -> ClassificationMetrics.logLoss(new double[] {1.5}, new boolean[1]));
    assertRefused(
        "userIds and scores must be of the same length, were 1 and 2",
        () -> GroupedAuc.of(List.of("u"), new double[2], new boolean[2]));
  }
}
