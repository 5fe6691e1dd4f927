package io.llmrec.rank.twotower;

import java.util.Arrays;

/**
 * How often each item is drawn, out of a stream: a running mean of the steps between two draws (Yi
 * et al., 2019, algorithm 2), one over which is the probability of a draw in a step. Needs no
 * second look at the data and follows changes.
 */
final class GapEstimate {

  private final double rate;
  private final long[] last;
  private final double[] gap;

  /**
   * No item drawn yet.
   *
   * @param items how many there are
   * @param rate how much the newest gap counts, above 0, at most 1
   */
  GapEstimate(int items, double rate) {
    this.rate = rate;
    this.last = new long[items];
    this.gap = new double[items];
    Arrays.fill(last, -1);
  }

  /** An item was drawn in a step; steps never go back. */
  void draw(int item, long step) {
    if (last[item] >= 0 && step > last[item]) {
      double now = step - last[item];
      gap[item] = gap[item] == 0 ? now : (1 - rate) * gap[item] + rate * now;
    }
    last[item] = step;
  }

  /**
   * The probability of an item in a step, above 0, at most 1. Of one drawn at most once it is one
   * over the steps so far.
   */
  double probability(int item, long step) {
    double steps = gap[item] == 0 ? Math.max(1, step + 1) : gap[item];
    return 1 / Math.max(1, steps);
  }
}
