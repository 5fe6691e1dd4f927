package io.llmrec.core.baseline;

import io.llmrec.core.baseline.HistoryScorer.RowModel;
import io.llmrec.core.compute.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** See {@link Baselines#itemKnn}. */
final class ItemKnn implements RowModel {

  /** Items that one thread looks at in one go, with one array of counts. */
  private static final int CHUNK = 64;

  /** The items nearest to each item, with their similarities. */
  private final Row[] neighbours;

  private ItemKnn(Row[] neighbours) {
    this.neighbours = neighbours;
  }

  private record Neighbour(int item, double similarity) {

    /** The weakest first, of equally weak ones the one with the higher number. */
    private static final Comparator<Neighbour> WEAKEST_FIRST =
        Comparator.comparingDouble(Neighbour::similarity)
            .thenComparing(Neighbour::item, Comparator.reverseOrder());
  }

  static ItemKnn train(Choices choices, ItemKnnOptions options, Workers workers) {
    int n = choices.items().count();
    Row[] neighbours = new Row[n];
    workers.run(
        (n + CHUNK - 1) / CHUNK,
        chunk -> {
          double[] together = new double[n];
          for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
            neighbours[i] = nearest(choices, i, options, together);
          }
        });
    return new ItemKnn(neighbours);
  }

  /** Leaves {@code together} as it was found: all zero. */
  private static Row nearest(Choices choices, int item, ItemKnnOptions options, double[] together) {
    choices.countTogether(item, together);
    together[item] = 0;
    PriorityQueue<Neighbour> best = new PriorityQueue<>(Neighbour.WEAKEST_FIRST);
    double users = choices.choosers()[item].size();
    for (int user : choices.choosers()[item].numbers()) {
      for (int other : choices.users()[user].numbers()) {
        double both = together[other];
        together[other] = 0;
        if (both > 0) {
          double cosine = both / Math.sqrt(users * choices.choosers()[other].size());
          best.add(new Neighbour(other, cosine * both / (both + options.shrinkage())));
          if (best.size() > options.neighbours()) {
            best.remove();
          }
        }
      }
    }
    return row(best.stream().sorted(Comparator.comparingInt(Neighbour::item)).toList());
  }

  private static Row row(List<Neighbour> found) {
    return new Row(
        found.stream().mapToInt(Neighbour::item).toArray(),
        found.stream().mapToDouble(Neighbour::similarity).toArray());
  }

  @Override
  public double[] score(Row history, int[] asked) {
    BitSet chosen = new BitSet(neighbours.length);
    for (int item : history.numbers()) {
      chosen.set(item);
    }
    return Arrays.stream(asked).mapToDouble(item -> sum(neighbours[item], chosen)).toArray();
  }

  private static double sum(Row near, BitSet chosen) {
    double sum = 0;
    for (int i = 0; i < near.size(); i++) {
      if (chosen.get(near.numbers()[i])) {
        sum += near.strengths()[i];
      }
    }
    return sum;
  }
}
