package io.llmrec.rank.bias;

import java.util.Arrays;
import java.util.List;

/**
 * The effects of slots on scores, with the worth of every item taken out.
 *
 * <p>Least squares for score = worth of the item in its group + effect of the slot, by turns (Gauss
 * and Seidel), which holds for balanced and unbalanced logs alike.
 */
final class SlotEffects {

  private static final int MAX_TURNS = 200;
  private static final double SETTLED = 1e-7;

  private SlotEffects() {}

  /** Scores with the numbers of their items and slots. */
  record Table(int[] items, int[] slots, double[] scores, int itemCount, int slotCount) {

    /** The scores of some runs, by their numbers; a run may come several times. */
    static Table of(List<NumberedRun> runs, int slotCount) {
      int size = runs.stream().mapToInt(run -> run.items().length).sum();
      int[] items = new int[size];
      int[] slots = new int[size];
      double[] scores = new double[size];
      int most = 0;
      int next = 0;
      for (NumberedRun run : runs) {
        for (int slot = 0; slot < run.items().length; slot++) {
          items[next] = run.items()[slot];
          slots[next] = run.slots()[slot];
          scores[next++] = run.scores()[slot];
          most = Math.max(most, run.items()[slot] + 1);
        }
      }
      return new Table(items, slots, scores, most, slotCount);
    }
  }

  /**
   * A run in numbers.
   *
   * @param items the number of the item in each entry
   * @param slots the slot of each entry
   * @param scores of each entry
   */
  record NumberedRun(int[] items, int[] slots, double[] scores) {}

  /**
   * One effect per slot, of mean 0 over all scores; 0 for a slot in which nothing stood.
   *
   * @param start effects to begin with; close ones save turns
   */
  static double[] fit(Table table, double[] start) {
    double[] effects = start;
    for (int turn = 0; turn < MAX_TURNS; turn++) {
      double[] before = effects;
      effects = turn(table, before);
      if (distance(before, effects) < SETTLED) {
        break;
      }
    }
    return effects;
  }

  /** One turn of the fit; all there is to do where every item stood in every slot. */
  static double[] turn(Table table, double[] effects) {
    double[] worth = new double[table.itemCount()];
    means(table.items(), table.slots(), table.scores(), effects, worth);
    double[] better = new double[table.slotCount()];
    means(table.slots(), table.items(), table.scores(), worth, better);
    centre(table.slots(), better);
    return better;
  }

  /** The mean, by one number, of the scores less what the other number explains. */
  private static void means(
      int[] by, int[] other, double[] scores, double[] explained, double[] means) {
    int[] counts = new int[means.length];
    Arrays.fill(means, 0);
    for (int i = 0; i < scores.length; i++) {
      means[by[i]] += scores[i] - explained[other[i]];
      counts[by[i]]++;
    }
    for (int i = 0; i < means.length; i++) {
      means[i] = counts[i] == 0 ? 0 : means[i] / counts[i];
    }
  }

  private static void centre(int[] slots, double[] effects) {
    boolean[] used = new boolean[effects.length];
    double sum = 0;
    for (int slot : slots) {
      used[slot] = true;
      sum += effects[slot];
    }
    for (int slot = 0; slot < effects.length; slot++) {
      effects[slot] = used[slot] ? effects[slot] - sum / slots.length : 0;
    }
  }

  private static double distance(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  /** What the worth of the items and the effects of the slots leave unexplained, squared. */
  static double residual(Table table, double[] effects) {
    double[] worth = new double[table.itemCount()];
    means(table.items(), table.slots(), table.scores(), effects, worth);
    double sum = 0;
    for (int i = 0; i < table.scores().length; i++) {
      double rest = table.scores()[i] - worth[table.items()[i]] - effects[table.slots()[i]];
      sum += rest * rest;
    }
    return sum;
  }
}
