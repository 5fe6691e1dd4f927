package io.llmrec.rank.sequence;

import io.llmrec.core.compute.Draws;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.BatchSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Cuts histories into windows, counted from their end, and gives these out in random order. Every
 * item but a history's first is once per epoch what is to be found.
 */
final class SequenceBatches implements BatchSource {

  private static final int ORDER = 1;
  private static final int NEGATIVES = 2;

  private final SasRecOptions options;
  private final int items;
  private final List<int[]> windows = new ArrayList<>();

  /**
   * Windows of some histories.
   *
   * @param histories numbers of items, oldest first
   * @param items how many there are
   */
  SequenceBatches(SasRecOptions options, int items, List<int[]> histories) {
    this.options = options;
    this.items = items;
    for (int[] history : histories) {
      for (int end = history.length; end > 1; end -= options.length()) {
        windows.add(Arrays.copyOfRange(history, Math.max(0, end - options.length() - 1), end));
      }
    }
  }

  int windows() {
    return windows.size();
  }

  @Override
  public Iterator<Batch> batches(long seed) {
    int[] order = new int[windows.size()];
    Arrays.setAll(order, i -> i);
    Draws.of(seed, ORDER).shuffle(order, 0, order.length);
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < order.length;
      }

      @Override
      public Batch next() {
        int end = Math.min(order.length, next + options.batch());
        List<int[]> some = new ArrayList<>();
        for (int i = next; i < end; i++) {
          some.add(windows.get(order[i]));
        }
        Draws draws = Draws.of(seed, NEGATIVES, next);
        next = end;
        return batch(some, draws);
      }
    };
  }

  private Batch batch(List<int[]> some, Draws draws) {
    int longest = some.stream().mapToInt(window -> window.length - 1).max().orElseThrow();
    int count = some.stream().mapToInt(window -> window.length - 1).sum();
    int[] ids = new int[some.size() * longest];
    long[] positions = new long[ids.length];
    long[] places = new long[count];
    int[] targets = new int[count];
    int next = 0;
    for (int row = 0; row < some.size(); row++) {
      int[] window = some.get(row);
      for (int at = 0; at + 1 < window.length; at++) {
        int place = row * longest + at;
        ids[place] = window[at];
        positions[place] = window.length - 2 - at;
        places[next] = place;
        targets[next++] = window[at + 1];
      }
    }
    Batch batch =
        new Batch(count)
            .ids(SasRecNetwork.ITEMS, ids, some.size(), longest)
            .wholes(SasRecNetwork.POSITIONS, positions, some.size(), longest)
            .wholes(SasRecNetwork.PLACES, places)
            .wholes(SasRecNetwork.TARGET_NUMBERS, wide(targets));
    return options.negatives() == 0 ? all(batch) : drawn(batch, targets, draws);
  }

  private Batch all(Batch batch) {
    int[] all = new int[items];
    Arrays.setAll(all, i -> i);
    return batch.ids(SasRecNetwork.COMPARED, all, items);
  }

  private Batch drawn(Batch batch, int[] targets, Draws draws) {
    int[] drawn = new int[options.negatives()];
    Arrays.setAll(drawn, i -> draws.below(items));
    return batch
        .ids(SasRecNetwork.TARGETS, targets, targets.length)
        .ids(SasRecNetwork.COMPARED, drawn, drawn.length)
        .wholes(SasRecNetwork.COMPARED_NUMBERS, wide(drawn), drawn.length);
  }

  private static long[] wide(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }
}
