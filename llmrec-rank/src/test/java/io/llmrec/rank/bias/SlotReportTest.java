package io.llmrec.rank.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.SlotBias;
import io.llmrec.rank.aggregate.BalancedOrders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotReportTest {

  private static final int ITEMS = 8;

  /** Lists ranked by worth and slot effect and noise. */
  static List<RankingRun> log(int groups, int rounds, IntToDoubleFunction slotEffect, long seed) {
    List<RankingRun> runs = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      double[] worth = normal(Draws.of(seed, 1, group), ITEMS);
      List<int[]> orders = BalancedOrders.draw(seed + group, ITEMS, rounds);
      for (int round = 0; round < rounds; round++) {
        double[] noise = normal(Draws.of(seed, 2, group, round), ITEMS);
        runs.add(run("g" + group, orders.get(round), worth, noise, slotEffect));
      }
    }
    return runs;
  }

  private static RankingRun run(
      String group, int[] order, double[] worth, double[] noise, IntToDoubleFunction slotEffect) {
    List<Integer> slots = new ArrayList<>(IntStream.range(0, order.length).boxed().toList());
    slots.sort(
        Comparator.comparingDouble(
            slot -> -worth[order[slot]] - noise[slot] - slotEffect.applyAsDouble(slot)));
    List<String> shown = IntStream.of(order).mapToObj(item -> "i" + item).toList();
    return new RankingRun(group, shown, slots.stream().map(shown::get).toList());
  }

  private static double[] normal(Draws draws, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (draws.aroundZero() + draws.aroundZero() + draws.aroundZero()) * 1.0;
    }
    return values;
  }

  @Test
  void findsAPlantedBias() {
    SlotReport report = SlotReport.of(log(60, 4, slot -> slot / 7.0, 1), 199, 1);

    assertTrue(report.biased());
    assertTrue(report.f() > 5, "F " + report.f());
    assertTrue(report.effects().get(0).high() < 0);
    assertTrue(report.effects().get(ITEMS - 1).low() > 0);
    assertTrue(report.span() > 0.15, "span " + report.span());
    assertEquals(60, report.groups());
    assertEquals(0, report.effects().stream().mapToDouble(e -> e.mean()).sum(), 1e-6);
  }

  @Test
  void findsNoneWhereThereIsNone() {
    int found = 0;
    double f = 0;
    for (int seed = 0; seed < 20; seed++) {
      SlotReport report = SlotReport.of(log(30, 4, slot -> 0, 100 + seed), 199, seed);
      found += report.biased() ? 1 : 0;
      f += report.f() / 20;
    }

    assertTrue(found <= 1, found + " of 20 at p < 0.01");
    assertEquals(1, f, 0.35);
  }

  /** Good items always stand first: their worth must not pass for the slot's. */
  @Test
  void theWorthOfItemsIsNoBias() {
    List<RankingRun> runs = new ArrayList<>();
    double[] worth = IntStream.range(0, ITEMS).mapToDouble(i -> -i / 2.0).toArray();
    for (int group = 0; group < 80; group++) {
      for (int round = 0; round < 3; round++) {
        Draws draws = Draws.of(5, group, round);
        int[] order = IntStream.range(0, ITEMS).toArray();
        int at = draws.below(ITEMS - 1);
        order[at] = at + 1;
        order[at + 1] = at;
        runs.add(run("g" + group, order, worth, normal(draws, ITEMS), slot -> 0));
      }
    }

    SlotReport report = SlotReport.of(runs, 199, 1);

    assertFalse(report.biased(), report::toMarkdown);
    assertTrue(report.span() < 0.15, "span " + report.span());
  }

  @Test
  void agreesWithTheCoreWhereEveryItemStoodInEverySlot() {
    List<RankingRun> runs = log(5, ITEMS, slot -> slot * 0.1, 3);
    List<SlotBias.Score> scores = new ArrayList<>();
    for (RankingRun run : runs) {
      double[] each = run.scores();
      for (int slot = 0; slot < each.length; slot++) {
        scores.add(new SlotBias.Score(run.group() + run.shown().get(slot), slot, each[slot]));
      }
    }
    SlotBias core = SlotBias.of(scores);

    SlotReport report = SlotReport.of(runs, 99, 1);

    assertEquals(core.f(), report.f(), 1e-6);
    for (int slot = 0; slot < ITEMS; slot++) {
      assertEquals(core.effects().get(slot), report.effects().get(slot).mean(), 1e-9);
    }
  }

  @Test
  void itemsThatNeverChangeTheirSlotTellNothing() {
    List<RankingRun> runs =
        Collections.nCopies(5, new RankingRun("g", List.of("a", "b"), List.of("b", "a")));

    SlotReport report = SlotReport.of(runs, 99, 1);

    assertEquals(Double.NaN, report.f());
    assertFalse(report.biased());
  }

  @Test
  void theSameSeedGivesTheSameReport() {
    List<RankingRun> runs = log(10, 3, slot -> slot * 0.2, 9);

    assertEquals(SlotReport.of(runs, 99, 4), SlotReport.of(runs, 99, 4));
    assertTrue(SlotReport.of(runs, 99, 4).toMarkdown().contains("| 8 | +"));
  }

  @Test
  void logsOfNoUseAreRefused() {
    assertEquals(
        "a log must hold a list of at least 2 items, the longest had 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> SlotReport.of(List.of(new RankingRun("g", List.of("a"), List.of())), 1))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> SlotReport.of(log(2, 2, slot -> 0, 1), 98, 1));
  }

  @Test
  void runsThatRepeatOrInventItemsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new RankingRun("g", List.of("a", "a"), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RankingRun("g", List.of("a", "b"), List.of("b", "b")));
    assertEquals(
        "shown and ranked must not repeat an item, and ranked must hold none that was not shown, in"
            + " a run of group 'g'",
        assertThrows(
                IllegalArgumentException.class,
                () -> new RankingRun("g", List.of("a"), List.of("b")))
            .getMessage());
  }
}
