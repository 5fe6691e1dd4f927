package io.llmrec.core.eval;

import io.llmrec.core.Recommender;
import io.llmrec.core.request.RecommendationRequest;
import java.util.List;

/** A system to be measured. Safe for use by several threads; the same case gives the same list. */
@FunctionalInterface
public interface Recommend {

  /** Ids of at most k items for the user of the case, as of its time, best first; may be empty. */
  List<String> recommend(EvalCase evalCase, int k);

  /**
   * Asks a recommender at the time of each case, with the case's id as the id of the request, so
   * that what is random in an answer repeats itself. Items of the history are left out, as {@link
   * RecommendationRequest} does by default.
   */
  static Recommend with(Recommender recommender) {
    return (evalCase, k) ->
        recommender
            .recommend(
                RecommendationRequest.forUser(evalCase.user())
                    .id(evalCase.id())
                    .at(evalCase.time())
                    .limit(k)
                    .build())
            .ids();
  }
}
