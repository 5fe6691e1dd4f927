package io.llmrec.rank.bias;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether a ranker's scores depend on the slot in which an item was shown, and how.
 *
 * <p>Model: score = worth of the item in its group + effect of the slot + noise; scores run from 1
 * for the first place to 0 for the last. It needs logs in which the same item stood in different
 * slots: rounds of {@link io.llmrec.rank.aggregate.BalancedOrders}, or the same user and items
 * under several systems. F is that of {@link io.llmrec.core.eval.SlotBias}, for unbalanced logs
 * too: the two agree where every item stood in every slot. Because the places of a list depend on
 * each other, p does not come from the F distribution but from dealing out the slots of each list
 * anew; intervals come from drawing the groups anew (percentile bootstrap).
 *
 * @param effects of each slot, from the head to the end, of mean 0, with their 95 % intervals
 * @param f about 1 without bias, large with it; NaN where items never changed their slots
 * @param p the share of reshuffled logs with effects at least as large, one added to both counts
 * @param groups how many groups the log has; with few the intervals are too narrow
 */
public record SlotReport(List<Interval> effects, double f, double p, int groups) {

  /** Above this p scores are better left alone. */
  public static final double SIGNIFICANT = 0.01;

  private static final int ROUNDS = 999;

  /** Takes a copy. */
  public SlotReport {
    effects = List.copyOf(effects);
  }

  /** {@link #of(List, int, long)} with 999 rounds. */
  public static SlotReport of(List<RankingRun> runs, long seed) {
    return of(runs, ROUNDS, seed);
  }

  /**
   * Measures a log.
   *
   * @param runs at least one list of two items
   * @param rounds of resampling, at least 99; the smallest p is 1 / (rounds + 1)
   * @param seed of the resampling
   */
  public static SlotReport of(List<RankingRun> runs, int rounds, long seed) {
    if (rounds < 99) {
      throw new IllegalArgumentException("rounds must be at least 99, was " + rounds);
    }
    SlotLog log = SlotLog.of(runs);
    SlotEffects.Table table = log.table();
    double[] none = new double[log.slotCount()];
    double[] effects = SlotEffects.fit(table, none);
    double[][] drawn = new double[rounds][];
    double seen = squares(table, SlotEffects.turn(table, none));
    int asLarge = 0;
    for (int round = 0; round < rounds; round++) {
      drawn[round] = SlotEffects.fit(log.resampled(Draws.of(seed, 1, round)), effects);
      SlotEffects.Table chance = log.shuffled(table, Draws.of(seed, 2, round));
      asLarge += squares(table, SlotEffects.turn(chance, none)) >= seen ? 1 : 0;
    }
    List<Interval> intervals = new ArrayList<>();
    for (int slot = 0; slot < effects.length; slot++) {
      intervals.add(interval(effects[slot], drawn, slot));
    }
    double p = (asLarge + 1.0) / (rounds + 1.0);
    return new SlotReport(intervals, f(table, effects), p, log.groupCount());
  }

  private static double squares(SlotEffects.Table table, double[] effects) {
    double sum = 0;
    for (int slot : table.slots()) {
      sum += effects[slot] * effects[slot];
    }
    return sum;
  }

  private static Interval interval(double effect, double[][] drawn, int slot) {
    double[] sorted = Arrays.stream(drawn).mapToDouble(effects -> effects[slot]).sorted().toArray();
    int tail = (int) (0.025 * sorted.length);
    return new Interval(effect, sorted[tail], sorted[sorted.length - 1 - tail]);
  }

  private static double f(SlotEffects.Table table, double[] effects) {
    int slots = (int) Arrays.stream(table.slots()).distinct().count();
    int items = (int) Arrays.stream(table.items()).distinct().count();
    int freedom = table.scores().length - items - slots + 1;
    double without = SlotEffects.residual(table, new double[effects.length]);
    double with = SlotEffects.residual(table, effects);
    boolean measurable = freedom > 0 && slots > 1 && without > 1e-12;
    return measurable ? (without - with) / (slots - 1) / (with / freedom) : Double.NaN;
  }

  /** Whether the slots have effects that chance does not explain. */
  public boolean biased() {
    return p < SIGNIFICANT;
  }

  /**
   * The largest effect less the smallest: how many places of a whole list the slot can be worth.
   */
  public double span() {
    double[] means = effects.stream().mapToDouble(Interval::mean).sorted().toArray();
    return means[means.length - 1] - means[0];
  }

  /** A table of the slot curve, in Markdown. */
  public String toMarkdown() {
    StringBuilder text =
        new StringBuilder("| slot | effect on the score | 95 % interval |\n|---|---|---|\n");
    for (int slot = 0; slot < effects.size(); slot++) {
      Interval effect = effects.get(slot);
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %+.3f | %+.3f to %+.3f |%n",
              slot + 1,
              effect.mean(),
              effect.low(),
              effect.high()));
    }
    return text.append(
            String.format(Locale.ROOT, "%nF = %.2f, p = %.3f, %d groups%n", f, p, groups))
        .toString();
  }
}
