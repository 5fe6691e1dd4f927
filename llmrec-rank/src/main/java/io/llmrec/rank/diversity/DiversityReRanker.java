package io.llmrec.rank.diversity;

import io.llmrec.core.rerank.ReRanker;

/**
 * Re-rankers that look at the list as a whole: variety, and the proportions of the user's tastes.
 *
 * <p>All of them are safe for use by several threads, call no model, and give the same order for
 * the same input.
 */
public final class DiversityReRanker {

  private DiversityReRanker() {}

  /**
   * Maximal marginal relevance: the next item is the one with the highest {@code lambda * relevance
   * - (1 - lambda) * similarity to the closest item already placed}; equal values keep the incoming
   * order. Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking for Reordering
   * Documents and Producing Summaries", SIGIR 1998.
   *
   * <p>Similarity is the cosine of the items' vectors in the prepared catalog, -1 to 1; an item
   * without a vector is at 0 from all others and counted as {@code unembedded} in the trace. When
   * no candidate has one, the incoming order stays and the stage reports itself degraded.
   *
   * <p>Relevance lies between 0 and 1 in every request. While the candidates come in the order of
   * their scores it is the score, from the lowest (0) to the highest (1). When they do not, as
   * after a language model has ordered them, or when all scores are equal, the scores say nothing
   * about the order to refine: relevance is then the incoming place, in even steps from the first
   * (1) to the last (0).
   *
   * <p>Time grows with the square of the number of candidates, memory linearly.
   *
   * @param lambda 1 for relevance alone, 0 for variety alone; 0.7 is a usual start
   * @throws IllegalArgumentException when {@code lambda} is not 0 to 1
   */
  public static ReRanker mmr(double lambda) {
    return mmr(lambda, Integer.MAX_VALUE);
  }

  /**
   * As {@link #mmr(double)} for the first places only: the rest follows in the incoming order. Time
   * grows with the number of candidates times {@code top}.
   *
   * @param lambda 1 for relevance alone, 0 for variety alone
   * @param top how many places are filled by marginal relevance, at least 1
   * @throws IllegalArgumentException when a number is out of its range
   */
  public static ReRanker mmr(double lambda, int top) {
    return new MmrReRanker(lambda, top);
  }

  /** {@link #dpp(DppOptions)} with {@link DppOptions#DEFAULT}. */
  public static ReRanker dpp() {
    return dpp(DppOptions.DEFAULT);
  }

  /**
   * The greedy search for the most likely subset under a determinantal point process: the next item
   * is the one that makes the determinant of the kernel of all placed items largest. Kernel: {@code
   * L_ij = q_i q_j S_ij} with the cosines S and {@code q_i = exp(theta / (2 (1 - theta)) *
   * relevance_i)}. Chen, Zhang and Zhou, "Fast Greedy MAP Inference for Determinantal Point Process
   * to Improve Recommendation Diversity", NeurIPS 2018; the window is theirs too.
   *
   * <p>Where {@link #mmr} looks at the closest placed item, this looks at what an item adds to all
   * of them together: an item that is a mixture of two placed ones adds little.
   *
   * <p>Relevance, items without a vector, and a list without any are as in {@link #mmr(double)}. An
   * item that adds no direction of its own keeps a floor of 0.000001, so that such items are
   * ordered by relevance after the others and nothing overflows for any theta.
   *
   * <p>With k places and a window of w, time is k * (n * dimension + n * w) up to the w-th place
   * and k * (n * dimension + n * w * w / 2) after it.
   */
  public static ReRanker dpp(DppOptions options) {
    return new DppReRanker(options);
  }

  /** {@link #calibrated(CalibratedOptions)} with {@link CalibratedOptions#DEFAULT}. */
  public static ReRanker calibrated() {
    return calibrated(CalibratedOptions.DEFAULT);
  }

  /**
   * Gives the list the categories of the user's history in their proportions: the next item is the
   * one with the highest {@code (1 - lambda) * relevance - lambda * KL(p | (1 - alpha) q + alpha
   * p)}, where p are the shares of categories in the history, an item counting half as much as the
   * one 10 items later, and q those of the list with that item. Steck, "Calibrated
   * recommendations", RecSys 2018.
   *
   * <p>An item counts once, spread evenly over its categories; an item without categories changes
   * nothing and is counted as {@code uncategorised} in the trace. Relevance is as in {@link
   * #mmr(double)}. When no item of the history has a category, the incoming order stays and the
   * stage reports itself degraded. Equal values keep the incoming order. A hard limit per category
   * is {@link io.llmrec.core.rule.Rule#cap}.
   */
  public static ReRanker calibrated(CalibratedOptions options) {
    return new CalibratedReRanker(options);
  }
}
