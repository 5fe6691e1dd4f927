package io.llmrec.rank.student;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/**
 * What a student sees of a candidate.
 *
 * <p>A candidate's features may depend on the request and on the other candidates, not on the order
 * in which they come. Safe for use by several threads. A host adds its own as a lambda, and {@link
 * #join}s them with those here.
 */
@FunctionalInterface
public interface RankingFeatures {

  /** One row of finite numbers per candidate, all of one length; none for no candidates. */
  float[][] of(StageContext context, List<Candidate> candidates);

  /** The incoming scores, brought to mean 0 and deviation 1 within the request: 1 number. */
  static RankingFeatures scores() {
    return new ScoreFeatures();
  }

  /**
   * How a candidate's vector lies to those of the user's latest 20 items: the cosine to their mean,
   * in which an item counts half as much as the one 10 items later; the highest cosine to any of
   * the latest 5; and the products of the components of the candidate's vector and the mean, so
   * that a student can learn which directions matter. 2 numbers and as many as the vectors have;
   * zeros where a vector is missing.
   */
  static RankingFeatures vectors() {
    return new VectorFeatures();
  }

  /** The features of several, side by side. */
  static RankingFeatures join(RankingFeatures... parts) {
    return new JoinedFeatures(List.of(parts));
  }
}
