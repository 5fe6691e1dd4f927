package io.llmrec.rank.diversity;

import java.util.Arrays;

/** The greedy selection of {@link DiversityReRanker#mmr}, on plain numbers. */
final class MaximalMarginalRelevance {

  /** How close each item is to one of them. */
  @FunctionalInterface
  interface Similarities {

    /** Writes the similarity of {@code item} to every item into {@code target}, by index. */
    void of(int item, float[] target);
  }

  private MaximalMarginalRelevance() {}

  /**
   * The indexes of all items in the order in which they are picked.
   *
   * @param relevance one number per item
   * @param similarities asked once per picked item, so that the work is linear in items and picks
   * @param lambda the weight of relevance, 0 to 1
   * @param top how many are picked; the others follow by index
   */
  static int[] order(double[] relevance, Similarities similarities, double lambda, int top) {
    int count = relevance.length;
    int places = Math.min(count, top);
    Picks picks = new Picks(count);
    float[] closest = new float[count];
    float[] toLast = new float[count];
    for (int place = 0; place < places; place++) {
      int next = best(relevance, closest, picks, lambda);
      picks.add(next);
      if (place < places - 1) {
        similarities.of(next, place == 0 ? closest : toLast);
        if (place > 0) {
          keepLarger(closest, toLast);
        }
      }
    }
    return picks.order();
  }

  /** The first of the best: the scan keeps the incoming order of equals. */
  private static int best(double[] relevance, float[] closest, Picks picks, double lambda) {
    int best = -1;
    double bestValue = 0;
    for (int i = 0; i < relevance.length; i++) {
      if (!picks.has(i)) {
        double value = lambda * relevance[i] - (1 - lambda) * closest[i];
        if (best < 0 || value > bestValue) {
          best = i;
          bestValue = value;
        }
      }
    }
    return best;
  }

  private static void keepLarger(float[] target, float[] other) {
    for (int i = 0; i < target.length; i++) {
      target[i] = Math.max(target[i], other[i]);
    }
  }

  /**
   * Scores as relevance: the lowest becomes 0, the highest 1. When the scores do not fall from
   * first to last, or are all equal, the places take their part.
   */
  static double[] relevance(double[] scores) {
    int count = scores.length;
    double highest = count == 0 ? 0 : scores[0];
    double lowest = count == 0 ? 0 : scores[count - 1];
    double[] relevance = new double[count];
    if (!falls(scores) || highest == lowest) {
      Arrays.setAll(relevance, i -> count == 1 ? 1 : 1 - (double) i / (count - 1));
    } else {
      // Halves, because the distance of two finite numbers need not be finite.
      double range = highest / 2 - lowest / 2;
      Arrays.setAll(relevance, i -> (scores[i] / 2 - lowest / 2) / range);
    }
    return relevance;
  }

  private static boolean falls(double[] scores) {
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
