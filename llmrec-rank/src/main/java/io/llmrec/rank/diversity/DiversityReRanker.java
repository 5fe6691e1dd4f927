package io.llmrec.rank.diversity;

import io.llmrec.core.rerank.ReRanker;

/**
 * Re-rankers that keep close relatives apart.
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
    return new MmrReRanker(lambda);
  }
}
