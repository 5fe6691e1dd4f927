package io.llmrec.rank.aggregate;

import java.util.List;

/**
 * Joins several rankings of the same items to one.
 *
 * <p>Safe for use by several threads; the same rankings give the same order, and equals keep the
 * order of their numbers. A ranking may leave items out: it then says that each of them comes after
 * all that it names, and nothing about their order among themselves.
 */
@FunctionalInterface
public interface Aggregation {

  /**
   * All items, the best first.
   *
   * @param items how many there are, at least 0; they are numbered from 0
   * @param rankings numbers of items, the best first, each at most once
   * @throws IllegalArgumentException when a ranking holds a number twice, or one out of range
   */
  int[] order(int items, List<int[]> rankings);

  /**
   * Borda's count: by mean place; an item left out of a ranking has the mean of the places that are
   * left there. Borda, "Mémoire sur les élections au scrutin", 1781.
   */
  static Aggregation borda() {
    return (items, rankings) -> PlaceScores.order(PlaceScores.meanPlaces(items, rankings));
  }

  /**
   * Reciprocal rank fusion: by the mean of 1 / (60 + place), 0 where it was left out. Places at the
   * top count more than with {@link #borda}. Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
   * outperforms Condorcet and individual rank learning methods", SIGIR 2009.
   */
  static Aggregation reciprocalRank() {
    return (items, rankings) -> {
      double[] scores = PlaceScores.reciprocalRanks(items, rankings);
      for (int i = 0; i < scores.length; i++) {
        scores[i] = -scores[i];
      }
      return PlaceScores.order(scores);
    };
  }

  /**
   * The order that contradicts the rankings least: the fewest pairs of items that a ranking puts
   * the other way round. Kemeny, "Mathematics without numbers", 1959; for language models Tang et
   * al., "Found in the Middle: Permutation Self-Consistency", NAACL 2024.
   *
   * <p>Exact where the items fall into groups of at most {@value Kemeny#EXACT} that the majorities
   * put in a clear order, which a few rankings of 20 items mostly do; a larger group is searched
   * from Borda's order by moving one item at a time until no move helps.
   */
  static Aggregation kemeny() {
    return (items, rankings) -> new Kemeny(Preferences.of(items, rankings)).order();
  }
}
