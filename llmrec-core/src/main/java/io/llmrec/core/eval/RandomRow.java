package io.llmrec.core.eval;

/**
 * What a random order scores, exactly: the row every table over sampled candidates begins with.
 *
 * <p>One relevant item among n candidates, each place equally likely. A system that does not beat
 * this row has learned nothing.
 */
public final class RandomRow {

  private RandomRow() {}

  /**
   * Expected NDCG@k: sum of 1 / log2(place + 1) over the first min(k, n) places, divided by n.
   *
   * @param candidates n, the relevant one included, at least 1
   * @param k at least 1
   */
  public static double ndcg(int candidates, int k) {
    double sum = 0;
    for (int place = 1; place <= places(candidates, k); place++) {
      sum += RankingMetrics.discount(place);
    }
    return sum / candidates;
  }

  /** Expected hit rate and recall at k: min(k, n) / n. */
  public static double hitRate(int candidates, int k) {
    return (double) places(candidates, k) / candidates;
  }

  /** Expected reciprocal rank at k: sum of 1 / place over the first min(k, n) places, over n. */
  public static double reciprocalRank(int candidates, int k) {
    double sum = 0;
    for (int place = 1; place <= places(candidates, k); place++) {
      sum += 1.0 / place;
    }
    return sum / candidates;
  }

  private static int places(int candidates, int k) {
    Checks.atLeast("candidates", candidates, 1);
    Checks.atLeast("k", k, 1);
    return Math.min(candidates, k);
  }
}
