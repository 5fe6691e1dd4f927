package io.llmrec.rank.ctr;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.feature.Features;
import java.util.List;

/**
 * Gives the features of a request and its candidates, under the names and by the rules by which the
 * training samples had them. Safe for use by several threads.
 */
@FunctionalInterface
public interface FeatureSource {

  /** The features of the user and the situation, and of each candidate in the order given. */
  Requested of(StageContext context, List<Candidate> candidates);

  /**
   * Features of one request.
   *
   * @param user of the user and the situation
   * @param candidates of each candidate, alone or together with the user
   */
  record Requested(Features user, List<Features> candidates) {

    /** Takes a copy. */
    public Requested {
      candidates = List.copyOf(candidates);
    }
  }
}
