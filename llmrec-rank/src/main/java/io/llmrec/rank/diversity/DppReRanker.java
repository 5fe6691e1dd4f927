package io.llmrec.rank.diversity;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.util.Arrays;
import java.util.List;

/** See {@link DiversityReRanker#dpp(DppOptions)}. */
final class DppReRanker implements ReRanker {

  private final DppOptions options;

  DppReRanker(DppOptions options) {
    this.options = options;
  }

  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    return VectorReRanking.rerank("dpp", context, candidates, this::order);
  }

  /**
   * The logarithm of the determinant, times 1 - theta: {@code theta * sum of relevance + (1 -
   * theta) * ln det S}. The same order, for any theta, without large numbers.
   */
  private int[] order(double[] relevance, GatheredVectors vectors) {
    double[] quality = Arrays.stream(relevance).map(value -> options.theta() * value).toArray();
    return new DeterminantalSelection(quality, 1 - options.theta(), vectors, options.window())
        .order(options.top());
  }

  @Override
  public String toString() {
    return "dpp(theta=%s, top=%d, window=%d)"
        .formatted(options.theta(), options.top(), options.window());
  }
}
