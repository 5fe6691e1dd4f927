package io.llmrec.rank.bias;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes the effect of the slot from the scores of a ranking: learnt from a log with the worth of
 * every item taken out, so that good items that stood first do not pass for a good slot. Immutable.
 *
 * <p>Only for the model and prompt whose log it was learnt from. A log without significant effects
 * gives a correction that changes nothing.
 */
public final class SlotCorrection {

  private final double[] effects;

  private SlotCorrection(double[] effects) {
    this.effects = effects;
  }

  /** Changes nothing. */
  public static SlotCorrection none() {
    return new SlotCorrection(new double[] {0, 0});
  }

  /**
   * Learns from a log.
   *
   * @param runs as {@link SlotReport#of} needs them
   * @param seed of the test whether there is anything to correct
   */
  public static SlotCorrection fit(List<RankingRun> runs, long seed) {
    return of(SlotReport.of(runs, seed));
  }

  /** Takes what a report measured, where it is significant. */
  public static SlotCorrection of(SlotReport report) {
    return report.biased()
        ? new SlotCorrection(
            report.effects().stream().mapToDouble(effect -> effect.mean()).toArray())
        : none();
  }

  /** Whether there is anything that it corrects. */
  public boolean changesAnything() {
    return effects.length > 2 || effects[0] != effects[1];
  }

  /**
   * The effect of a slot of a list, interpolated where the log's lists were of another length.
   *
   * @param slot from 0
   * @param count the length of the list, more than {@code slot}
   */
  public double effect(int slot, int count) {
    double at = count < 2 ? 0 : (double) slot * (effects.length - 1) / (count - 1);
    int below = (int) at;
    int above = Math.min(below + 1, effects.length - 1);
    return effects[below] + (at - below) * (effects[above] - effects[below]);
  }

  /**
   * A ranking without the effect of the slots.
   *
   * @param <T> what is ranked
   * @param shown in the order shown
   * @param ranked what was placed, the best first; those left out have the mean of the places left
   * @return all that was shown, the best first, equals in the order shown
   */
  public <T> List<T> correct(List<T> shown, List<T> ranked) {
    List<String> names = IntStream.range(0, shown.size()).mapToObj(Integer::toString).toList();
    List<String> order = ranked.stream().map(one -> Integer.toString(shown.indexOf(one))).toList();
    double[] scores = new RankingRun("", names, order).scores();
    for (int slot = 0; slot < scores.length; slot++) {
      scores[slot] -= effect(slot, scores.length);
    }
    List<Integer> slots = new ArrayList<>(IntStream.range(0, shown.size()).boxed().toList());
    slots.sort(Comparator.comparingDouble(slot -> -scores[slot]));
    return slots.stream().map(shown::get).toList();
  }
}
