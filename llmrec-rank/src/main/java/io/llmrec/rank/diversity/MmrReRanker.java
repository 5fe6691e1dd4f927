package io.llmrec.rank.diversity;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.util.List;

/** See {@link DiversityReRanker#mmr}. */
final class MmrReRanker implements ReRanker {

  private final double lambda;
  private final int top;

  MmrReRanker(double lambda, int top) {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda must be 0 to 1, was " + lambda);
    }
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, was " + top);
    }
    this.lambda = lambda;
    this.top = top;
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    return VectorReRanking.rerank(
        "mmr",
        context,
        candidates,
        (relevance, vectors) -> MaximalMarginalRelevance.order(relevance, vectors, lambda, top));
  }

  @Override
  public String toString() {
    return "mmr(lambda=%s)".formatted(lambda);
  }
}
