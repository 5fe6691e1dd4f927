package io.llmrec.core.eval;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the adapters of {@link CandidateScorer} share. */
final class CandidateScoring {

  private CandidateScoring() {}

  /** The candidates that the catalog has, with equal scores. */
  static List<Candidate> known(List<String> ids, PreparedCatalog prepared) {
    List<Candidate> known = new ArrayList<>();
    for (String id : ids) {
      Item item = prepared.catalog().find(id);
      if (item != null) {
        known.add(Candidate.of(item, 0));
      }
    }
    return known;
  }

  /** The request of a case, as a stage sees it. */
  static StageContext context(EvalCase evalCase, PreparedCatalog prepared) {
    return StageContext.of(
        RecommendationRequest.forUser(evalCase.user())
            .id(evalCase.id())
            .at(evalCase.time())
            .build(),
        prepared);
  }

  /** The scores in the order of the ids, NaN where there is none. */
  static double[] scores(List<String> ids, Map<String, Double> byId) {
    return ids.stream().mapToDouble(id -> byId.getOrDefault(id, Double.NaN)).toArray();
  }
}
