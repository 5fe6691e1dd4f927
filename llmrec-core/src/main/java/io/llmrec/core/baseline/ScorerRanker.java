package io.llmrec.core.baseline;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** See {@link ItemScorer#ranker}. */
final class ScorerRanker implements Ranker {

  private final ItemScorer scorer;

  ScorerRanker(ItemScorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    return scorer.score(context.request().user(), candidates.stream().map(Candidate::id).toList());
  }
}
