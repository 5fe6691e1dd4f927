package io.llmrec.core.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * A number per case that an {@link Evaluation} collects.
 *
 * @param name unique in an evaluation, for example {@code ndcg@10}
 * @param k how long the list must be, at least 1
 * @param measure gives the number
 */
public record Metric(String name, int k, Measure measure) {

  /** Gives a list of one case a number. Safe for use by several threads. */
  @FunctionalInterface
  public interface Measure {

    /** The value for the first k of a list, higher or lower is better; NaN where undefined. */
    double of(List<String> ranked, EvalCase evalCase, int k);
  }

  /** Checks the range. */
  public Metric {
    Checks.atLeast("k", k, 1);
  }

  /** {@link RankingMetrics#recall}, as {@code recall@k}. */
  public static Metric recall(int k) {
    return new Metric(
        "recall@" + k, k, (list, c, n) -> RankingMetrics.recall(list, c.relevant(), n));
  }

  /** {@link RankingMetrics#precision}, as {@code precision@k}. */
  public static Metric precision(int k) {
    return new Metric(
        "precision@" + k, k, (list, c, n) -> RankingMetrics.precision(list, c.relevant(), n));
  }

  /** {@link RankingMetrics#hitRate}, as {@code hr@k}. */
  public static Metric hitRate(int k) {
    return new Metric("hr@" + k, k, (list, c, n) -> RankingMetrics.hitRate(list, c.relevant(), n));
  }

  /** {@link RankingMetrics#ndcg(List, java.util.Set, int)}, as {@code ndcg@k}. */
  public static Metric ndcg(int k) {
    return new Metric("ndcg@" + k, k, (list, c, n) -> RankingMetrics.ndcg(list, c.relevant(), n));
  }

  /** {@link RankingMetrics#reciprocalRank}, as {@code mrr@k}. */
  public static Metric reciprocalRank(int k) {
    return new Metric(
        "mrr@" + k, k, (list, c, n) -> RankingMetrics.reciprocalRank(list, c.relevant(), n));
  }

  /** {@link RankingMetrics#averagePrecision}, as {@code map@k}. */
  public static Metric averagePrecision(int k) {
    return new Metric(
        "map@" + k, k, (list, c, n) -> RankingMetrics.averagePrecision(list, c.relevant(), n));
  }

  /** Recall, hit rate, NDCG and reciprocal rank at each k. */
  public static List<Metric> standard(int... ks) {
    List<Metric> metrics = new ArrayList<>();
    for (int k : ks) {
      metrics.addAll(List.of(recall(k), hitRate(k), ndcg(k), reciprocalRank(k)));
    }
    return List.copyOf(metrics);
  }
}
