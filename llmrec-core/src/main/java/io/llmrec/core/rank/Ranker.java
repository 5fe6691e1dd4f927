package io.llmrec.core.rank;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/**
 * Says how well each candidate suits the user.
 *
 * <p>Safe for use by several threads. The score of a candidate may depend on the request and the
 * other candidates, not on their order. Sorting, and breaking ties by id, is the pipeline's work.
 */
@FunctionalInterface
public interface Ranker {

  /**
   * One finite score per candidate, in the order given, higher is better; none for no candidates.
   */
  double[] score(StageContext context, List<Candidate> candidates);
}
