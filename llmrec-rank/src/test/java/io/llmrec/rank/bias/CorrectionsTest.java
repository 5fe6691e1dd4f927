package io.llmrec.rank.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrectionsTest {

  private static SlotReport report(double p, double... effects) {
    List<Interval> intervals = new ArrayList<>();
    for (double effect : effects) {
      intervals.add(new Interval(effect, effect, effect));
    }
    return new SlotReport(intervals, 9, p, 9);
  }

  @Test
  void aGoodSlotLosesWhatItGave() {
    SlotCorrection correction = SlotCorrection.of(report(0.001, 0.4, 0, -0.4));

    // Scores 1, 0.5 and 0 less the effects are 0.6, 0.5 and 0.4; then 0.1, 1 and 0.4.
    assertEquals(
        List.of("a", "b", "c"), correction.correct(List.of("a", "b", "c"), List.of("a", "b", "c")));
    assertEquals(
        List.of("b", "c", "a"), correction.correct(List.of("a", "b", "c"), List.of("b", "a", "c")));
  }

  @Test
  void effectsAreInterpolatedForListsOfAnotherLength() {
    SlotCorrection correction = SlotCorrection.of(report(0.001, 0.4, 0, -0.4));

    assertEquals(0.4, correction.effect(0, 5), 1e-12);
    assertEquals(0.2, correction.effect(1, 5), 1e-12);
    assertEquals(-0.4, correction.effect(4, 5), 1e-12);
    assertEquals(0.4, correction.effect(0, 1), 1e-12);
  }

  @Test
  void whatIsNotSignificantIsNotCorrected() {
    SlotCorrection correction = SlotCorrection.of(report(0.02, 0.4, 0, -0.4));

    assertFalse(correction.changesAnything());
    assertEquals(
        List.of("c", "a", "b"), correction.correct(List.of("a", "b", "c"), List.of("c", "a", "b")));
  }

  @Test
  void aCorrectionLearntFromALogMakesTheSlotsEqual() {
    List<RankingRun> log = SlotReportTest.log(80, 4, slot -> slot / 2.0, 1);
    SlotCorrection correction = SlotCorrection.fit(log, 1);
    List<RankingRun> corrected = new ArrayList<>();
    for (RankingRun run : SlotReportTest.log(80, 4, slot -> slot / 2.0, 2)) {
      corrected.add(
          new RankingRun(run.group(), run.shown(), correction.correct(run.shown(), run.ranked())));
    }

    SlotReport before = SlotReport.of(log, 99, 1);
    SlotReport after = SlotReport.of(corrected, 99, 1);

    assertTrue(correction.changesAnything());
    assertTrue(after.span() < before.span() / 3, before.span() + " to " + after.span());
  }

  /** Lists ranked by worth and popularity; users choose the item of the highest worth. */
  private record Shop(
      List<RankingRun> runs, Map<String, Double> popularity, Map<String, List<String>> chosen) {

    static Shop of(double favour, long seed) {
      List<RankingRun> runs = new ArrayList<>();
      Map<String, Double> popularity = new HashMap<>();
      Map<String, List<String>> chosen = new HashMap<>();
      Draws draws = Draws.of(seed);
      for (int group = 0; group < 200; group++) {
        Map<String, Double> worth = new HashMap<>();
        for (int i = 0; i < 10; i++) {
          String id = group + "-" + i;
          popularity.put(id, 3 + 2 * (double) draws.aroundZero());
          worth.put(id, (double) draws.aroundZero());
        }
        List<String> shown = worth.keySet().stream().sorted().toList();
        ToDoubleFunction<String> score =
            id -> worth.getOrDefault(id, 0.0) + favour * popularity.getOrDefault(id, 0.0);
        List<String> ranked =
            shown.stream()
                .sorted(Comparator.comparingDouble(id -> -score.applyAsDouble(id)))
                .toList();
        runs.add(new RankingRun("u" + group, shown, ranked));
        chosen.put("u" + group, List.of(best(shown, worth)));
      }
      return new Shop(runs, popularity, chosen);
    }

    private static String best(List<String> ids, Map<String, Double> worth) {
      return ids.stream()
          .max(Comparator.comparingDouble(id -> worth.getOrDefault(id, 0.0)))
          .orElseThrow();
    }

    double popular(String id) {
      return popularity.getOrDefault(id, 0.0);
    }
  }

  @Test
  void anExcessOfPopularityIsFoundAndTakenAway() {
    Shop validation = Shop.of(0.5, 1);
    Shop test = Shop.of(0.5, 2);

    PopularityReport before = PopularityReport.of(test.runs(), test::popular, test.chosen(), 1, 1);
    PopularityCorrection correction =
        PopularityCorrection.fit(validation.runs(), validation::popular, validation.chosen(), 1, 1);
    PopularityCorrection onTest = PopularityCorrection.of(test::popular, correction.strength());
    List<RankingRun> corrected =
        test.runs().stream()
            .map(
                run ->
                    new RankingRun(
                        run.group(), run.shown(), onTest.correct(run.ranked(), id -> id)))
            .toList();
    PopularityReport after = PopularityReport.of(corrected, test::popular, test.chosen(), 1, 1);

    assertTrue(before.biased());
    assertTrue(before.slope().low() > 0);
    assertTrue(correction.strength() > 0);
    assertFalse(after.biased(), () -> after.toString());
    assertTrue(
        Math.abs(after.excess().mean()) < before.excess().mean() / 4,
        before.excess() + " to " + after.excess());
    assertEquals(200, before.groups());
  }

  @Test
  void noExcessIsLeftAlone() {
    Shop shop = Shop.of(0, 3);

    PopularityCorrection correction =
        PopularityCorrection.fit(shop.runs(), shop::popular, shop.chosen(), 1, 1);

    assertEquals(0, correction.strength());
    assertTrue(
        PopularityReport.of(shop.runs(), shop::popular, shop.chosen(), 1, 1).slope().contains(0));
  }

  @Test
  void aShunOfPopularItemsIsAnExcessTheOtherWay() {
    Shop shop = Shop.of(-0.5, 3);

    assertTrue(
        PopularityCorrection.fit(shop.runs(), shop::popular, shop.chosen(), 1, 1).strength() < 0);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertEquals(
        "strength must be finite, was NaN",
        assertThrows(
                IllegalArgumentException.class, () -> PopularityCorrection.of(id -> 0, Double.NaN))
            .getMessage());
    assertEquals(
        "runs must not be empty and k at least 1, were 0 and 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> PopularityReport.of(List.of(), id -> 0, Map.of(), 3, 1))
            .getMessage());
  }

  @Test
  void equalsKeepTheOrderGiven() {
    List<String> given = IntStream.range(0, 5).mapToObj(i -> "i" + i).toList();

    assertEquals(given, PopularityCorrection.of(id -> 7, 1).correct(given, id -> id));
    assertEquals(given, SlotCorrection.none().correct(given, given));
  }
}
