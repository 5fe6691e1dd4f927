package io.llmrec.rank.bias;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One list that was shown to a ranker, and what it made of it.
 *
 * @param group names those runs in which the same item has the same worth: the request, or the user
 *     where all runs of a user are about the same question
 * @param shown ids of items in the order in which they were shown, all different
 * @param ranked the same ids in the ranker's order, the best first; those it left out may be
 *     missing
 */
public record RankingRun(String group, List<String> shown, List<String> ranked) {

  /** Checks that what was ranked was shown, and takes copies. */
  public RankingRun {
    shown = List.copyOf(shown);
    ranked = List.copyOf(ranked);
    Set<String> known = new HashSet<>(shown);
    Set<String> placed = new HashSet<>(ranked);
    if (known.size() < shown.size()
        || placed.size() < ranked.size()
        || !known.containsAll(placed)) {
      throw new IllegalArgumentException(
          "shown and ranked must not repeat an item, and ranked must hold none that was not shown,"
              + " in a run of group '%s'".formatted(group));
    }
  }

  /**
   * How good the ranker found each item shown, in the order shown: 1 for the first place, 0 for the
   * last, in even steps; items left out share the mean of the places that are left. A half for a
   * single item.
   */
  double[] scores() {
    int n = shown.size();
    double missing = score((ranked.size() + 1.0 + n) / 2, n);
    double[] scores = new double[n];
    for (int slot = 0; slot < n; slot++) {
      int place = ranked.indexOf(shown.get(slot));
      scores[slot] = place < 0 ? missing : score(place + 1.0, n);
    }
    return scores;
  }

  private static double score(double place, int count) {
    return count < 2 ? 0.5 : (count - place) / (count - 1);
  }
}
