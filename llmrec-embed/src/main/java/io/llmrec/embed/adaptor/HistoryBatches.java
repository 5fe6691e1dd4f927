package io.llmrec.embed.adaptor;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;

/** Draws histories and next items for an epoch. */
final class HistoryBatches {

  private HistoryBatches() {}

  /** Batches of rows in random order, none of one row alone. */
  static List<SequenceBatch> draw(List<int[]> histories, Draws draws) {
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
      batches.add(batch(histories, order.subList(from, to)));
    }
    return batches;
  }

  private static SequenceBatch batch(List<int[]> histories, List<int[]> places) {
    List<int[]> before = new ArrayList<>();
    int[] next = new int[places.size()];
    for (int i = 0; i < next.length; i++) {
      int[] own = histories.get(places.get(i)[0]);
      before.add(before(own, places.get(i)[1]));
      next[i] = own[places.get(i)[1]];
    }
    return new SequenceBatch(before, next);
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
