package io.llmrec.rank.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.rank.fusion.FusionCase.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FusionFitTest {

  /** How well each score knows what is chosen, by the length of the history. */
  @FunctionalInterface
  private interface Skill {
    double of(int historyLength);
  }

  private static List<FusionCase> cases(int count, Skill base, Skill llm, long seed) {
    Random random = new Random(seed);
    List<FusionCase> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
      int chosen = random.nextInt(15);
      List<Scored> candidates = new ArrayList<>();
      for (int j = 0; j < 15; j++) {
        double truth = j == chosen ? 1 : 0;
        candidates.add(
            new Scored(
                base.of(length) * truth + random.nextGaussian(),
                100 * (llm.of(length) * truth + random.nextGaussian()),
                j == chosen));
      }
      cases.add(new FusionCase(length, candidates));
    }
    return cases;
  }

  private static double mean(List<FusionCase> cases, ScoreFusion fusion) {
    double sum = 0;
    for (double value : FusedOrder.ndcg(cases, fusion, 10)) {
      sum += value;
    }
    return sum / cases.size();
  }

  @Test
  void coldUsersAreLeftToTheModelAndKnownOnesToTheBase() {
    Skill base = length -> length == 0 ? 0 : 2;
    Skill llm = length -> 1;

    FusionFit fit = FusionFit.of(cases(800, base, llm, 1), FusionOptions.DEFAULT);

    assertFalse(fit.keepsBase());
    assertTrue(fit.fusion().baseWeight(0) < 0.4, fit.toString());
    assertTrue(fit.fusion().baseWeight(50) > 0.5, fit.toString());
    List<FusionCase> test = cases(800, base, llm, 2);
    assertTrue(mean(test, fit.fusion()) > mean(test, ScoreFusion.keepBase()) + 0.05);
    assertTrue(mean(test, fit.fusion()) > mean(test, ScoreFusion.constant(0)) + 0.05);
  }

  @Test
  void aModelThatKnowsNothingIsLeftOut() {
    FusionFit fit = FusionFit.of(cases(400, length -> 1.5, length -> 0, 3), FusionOptions.DEFAULT);

    assertTrue(fit.keepsBase());
    assertEquals(ScoreFusion.keepBase(), fit.fusion());
    assertTrue(fit.learned().baseWeight(20) > 0.8, fit.toString());
  }

  @Test
  void trendsAreKeptTo() {
    List<FusionCase> falling = cases(600, length -> length == 0 ? 2 : 0.2, length -> 1, 4);

    double free = fit(falling, FusionOptions.Trend.FREE);
    double rising = fit(falling, FusionOptions.Trend.RISING);
    double constant = fit(falling, FusionOptions.Trend.CONSTANT);

    assertTrue(free < -0.1, "slope " + free);
    assertEquals(0, rising);
    assertEquals(0, constant);
  }

  private static double fit(List<FusionCase> cases, FusionOptions.Trend trend) {
    return FusionFit.of(cases, FusionOptions.DEFAULT.withTrend(trend)).learned().slope();
  }

  @Test
  void theSameCasesGiveTheSameFit() {
    List<FusionCase> cases = cases(100, length -> 1, length -> 1, 5);

    assertEquals(
        FusionFit.of(cases, FusionOptions.DEFAULT), FusionFit.of(cases, FusionOptions.DEFAULT));
  }

  @Test
  void thePlaceFoundHasNoBetterNeighbour() {
    FusionSearch search =
        new FusionSearch(cases(200, length -> 1, length -> 0.7, 6), FusionOptions.DEFAULT);
    ScoreFusion best = search.best();

    double lowest = Double.POSITIVE_INFINITY;
    for (double scale = -2; scale <= 3; scale += 0.02) {
      lowest = Math.min(lowest, search.loss(new double[] {best.intercept(), best.slope(), scale}));
    }
    for (double shift : new double[] {-0.3, 0.3}) {
      for (double scale = -2; scale <= 3; scale += 0.1) {
        double moved = search.loss(new double[] {best.intercept() + shift, best.slope(), scale});
        assertTrue(lowest <= moved + 1e-4, "shift " + shift + " scale " + scale);
      }
    }
  }

  @Test
  void tooFewCasesAreRefused() {
    List<FusionCase> cases = new ArrayList<>(cases(19, length -> 1, length -> 1, 7));
    cases.add(new FusionCase(1, List.of(new Scored(1, 1, true))));

    assertEquals(
        "a fusion is learned from at least 20 cases with chosen and other candidates, were 19",
        assertThrows(
                IllegalArgumentException.class, () -> FusionFit.of(cases, FusionOptions.DEFAULT))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Scored(Double.NaN, 0, true));
    assertThrows(IllegalArgumentException.class, () -> new FusionCase(-1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> FusionOptions.DEFAULT.withK(0));
  }
}
