package io.llmrec.rank.llm;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ranks by comparing two candidates at a time. See {@link PairwiseSort}. */
final class PairwiseMethod implements ScoringMethod {

  private static final int HEAP_CHILDREN = 2;

  private final Picker picker;
  private final PairwiseSort sort;

  PairwiseMethod(Picker picker, PairwiseSort sort) {
    this.picker = picker;
    this.sort = sort;
  }

  @Override
  public String name() {
    return "pairwise";
  }

  @Override
  public Ranking rank(Asker asker, Scene scene, int[] shown) {
    Duels duels = new Duels(picker, asker, scene, shown);
    int[] order =
        switch (sort.kind()) {
          case ALL_PAIRS -> byWins(wins(asker, duels, shown.length));
          case HEAP -> heap(duels, shown.length);
          case SLIDING -> sliding(duels, shown.length);
        };
    return duels.answers() == 0
        ? Ranking.none(shown)
        : Ranking.of(IntStream.of(order).map(slot -> shown[slot]).toArray());
  }

  /** The share of the other candidates that each one wins against. */
  @Override
  public double @Nullable [] scores(Asker asker, Scene scene, int[] shown) {
    Duels duels = new Duels(picker, asker, scene, shown);
    double[] wins = wins(asker, duels, shown.length);
    return duels.answers() == 0 ? null : wins;
  }

  private static double[] wins(Asker asker, Duels duels, int count) {
    int pairs = count * (count - 1) / 2;
    int[] firsts = new int[pairs];
    int[] seconds = new int[pairs];
    int next = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        firsts[next] = i;
        seconds[next++] = j;
      }
    }
    asker.all(pairs, pair -> duels.better(firsts[pair], seconds[pair]));
    double[] wins = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        wins[i] += i == j ? 0 : duels.better(i, j) / (count - 1);
      }
    }
    return wins;
  }

  private static int[] byWins(double[] wins) {
    return IntStream.range(0, wins.length)
        .boxed()
        .sorted(Comparator.comparingDouble(slot -> -wins[slot]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] heap(Duels duels, int count) {
    return TopHeap.order(
        count,
        HEAP_CHILDREN,
        sort.top(count),
        group -> {
          int best = 0;
          for (int i = 1; i < group.length; i++) {
            best = duels.beats(group[i], group[best]) ? i : best;
          }
          return best;
        });
  }

  private int[] sliding(Duels duels, int count) {
    int[] order = IntStream.range(0, count).toArray();
    for (int head = 0; head < sort.top(count); head++) {
      for (int lower = count - 1; lower > head; lower--) {
        int upper = lower - 1;
        if (duels.beats(order[lower], order[upper])) {
          int kept = order[lower];
          order[lower] = order[upper];
          order[upper] = kept;
        }
      }
    }
    return order;
  }

  @Override
  public RankingCost cost(Scene scene, int[] shown, CostBasis basis) {
    int n = shown.length;
    long all = (long) n * (n - 1) / 2;
    int top = sort.top(n);
    long pairs =
        switch (sort.kind()) {
          case ALL_PAIRS -> all;
          case HEAP -> Math.min(all, TopHeap.mostCost(n, HEAP_CHILDREN, top, count -> count));
          case SLIDING -> Math.min(all, IntStream.range(0, top).mapToLong(p -> n - 1L - p).sum());
        };
    long together = sort.kind() == PairwiseSort.Kind.ALL_PAIRS ? 2 * pairs : 2;
    CostBasis.Calls calls = new CostBasis.Calls(2 * pairs, together, 2, 1);
    return basis.of(scene, PromptTask.PICK, shown, calls);
  }
}
