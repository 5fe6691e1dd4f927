package io.llmrec.rank.diversity;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.util.Arrays;
import java.util.List;

/** See {@link DiversityReRanker#mmr}. */
final class MmrReRanker implements ReRanker {

  private final double lambda;

  MmrReRanker(double lambda) {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda must be 0 to 1, was " + lambda);
    }
    this.lambda = lambda;
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    GatheredVectors vectors = new GatheredVectors(context.prepared().vectors(), candidates);
    if (vectors.missing() > 0) {
      context.count("unembedded", vectors.missing());
    }
    if (vectors.missing() == candidates.size()) {
      context.degrade("mmr: none of %d candidates has a vector".formatted(candidates.size()));
      return List.copyOf(candidates);
    }
    double[] scores = candidates.stream().mapToDouble(Candidate::score).toArray();
    double[] relevance = MaximalMarginalRelevance.relevance(scores);
    int[] order = MaximalMarginalRelevance.order(relevance, vectors, lambda);
    return Arrays.stream(order).mapToObj(candidates::get).toList();
  }

  @Override
  public String toString() {
    return "mmr(lambda=%s)".formatted(lambda);
  }
}
