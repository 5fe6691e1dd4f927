package io.llmrec.embed.adaptor;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;

/** Draws histories and next items for an epoch. For one thread. */
final class HistoryBatches {

  private final List<int[]> histories;

  /** The logarithm of each item's share of all that can be drawn as next. */
  private final double[] logShares;

  HistoryBatches(List<int[]> histories, int items) {
    this.histories = histories;
    this.logShares = logShares(histories, items);
  }

  /** Every place of a history is drawn as often, and of every history as many places. */
  private static double[] logShares(List<int[]> histories, int items) {
    double[] shares = new double[items];
    for (int[] own : histories) {
      for (int place = 1; place < own.length; place++) {
        shares[own[place]] += 1.0 / (own.length - 1) / histories.size();
      }
    }
    for (int i = 0; i < items; i++) {
      shares[i] = shares[i] == 0 ? 0 : StrictMath.log(shares[i]);
    }
    return shares;
  }

  /** Batches of rows in random order, none of one row alone. */
  List<SequenceBatch> draw(Draws draws) {
    List<int[]> places = new ArrayList<>();
    for (int h = 0; h < histories.size(); h++) {
      int count = Math.min(MixtureOptions.PER_HISTORY, histories.get(h).length - 1);
      for (int i = 0; i < count; i++) {
        places.add(new int[] {h, 1 + draws.below(histories.get(h).length - 1)});
      }
    }
    List<int[]> order = draws.choose(places, places.size());
    List<SequenceBatch> batches = new ArrayList<>();
    for (int from = 0; from + 1 < order.size(); from += MixtureOptions.BATCH) {
      int to = Math.min(order.size(), from + MixtureOptions.BATCH);
      batches.add(batch(order.subList(from, to)));
    }
    return batches;
  }

  private SequenceBatch batch(List<int[]> places) {
    List<int[]> before = new ArrayList<>();
    int[] next = new int[places.size()];
    double[] lowered = new double[places.size()];
    for (int i = 0; i < next.length; i++) {
      int[] own = histories.get(places.get(i)[0]);
      before.add(before(own, places.get(i)[1]));
      next[i] = own[places.get(i)[1]];
      lowered[i] = logShares[next[i]];
    }
    return new SequenceBatch(before, next, lowered);
  }

  /** The items before a place, latest first, as many as count. */
  static int[] before(int[] history, int place) {
    int[] before = new int[Math.min(MixtureOptions.HISTORY, place)];
    for (int age = 0; age < before.length; age++) {
      before[age] = history[place - 1 - age];
    }
    return before;
  }
}
