package io.llmrec.rank.student;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** A student in service: plain Java, no model call. As safe for several threads as its features. */
public final class StudentRanker implements Ranker, Fingerprinted {

  private final StudentModel model;
  private final RankingFeatures features;

  /**
   * A student and its features.
   *
   * @throws IllegalArgumentException when the features are not those it learned from, by their
   *     names
   */
  public StudentRanker(StudentModel model, RankingFeatures features) {
    String given = JoinedFeatures.name(features);
    if (!given.equals(model.featureNames())) {
      throw new IllegalArgumentException(
          "the student learned from the features '%s', was given '%s'"
              .formatted(model.featureNames(), given));
    }
    this.model = model;
    this.features = features;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return new double[0];
    }
    float[][] rows = features.of(context, candidates);
    double[] scores = rows.length == 0 ? new double[0] : model.scores(rows);
    if (scores.length != candidates.size()) {
      throw new IllegalStateException(
          "features: %d candidates in, %d rows out".formatted(candidates.size(), rows.length));
    }
    for (double score : scores) {
      // Looked at here and not number by number: a bad feature shows in the score.
      if (!Double.isFinite(score)) {
        throw new IllegalStateException("features: numbers must be finite, a score is " + score);
      }
    }
    return scores;
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public String toString() {
    return "StudentRanker[" + model + "]";
  }
}
