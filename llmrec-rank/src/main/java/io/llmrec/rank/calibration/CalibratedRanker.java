package io.llmrec.rank.calibration;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.Arrays;
import java.util.List;

/**
 * A ranker whose scores are probabilities, so that they can be compared between requests, models
 * and segments, or multiplied with a price.
 *
 * <p>As safe for use by several threads as the ranker inside.
 */
public final class CalibratedRanker implements Ranker {

  private final Ranker ranker;
  private final ScoreCalibration calibration;

  /** A ranker and what its scores mean. */
  public CalibratedRanker(Ranker ranker, ScoreCalibration calibration) {
    this.ranker = ranker;
    this.calibration = calibration;
  }

  @Override
  public double[] score(StageContext context, List<Candidate> candidates) {
    return Arrays.stream(ranker.score(context, candidates)).map(calibration::probability).toArray();
  }

  @Override
  public String toString() {
    return "CalibratedRanker[" + ranker + "]";
  }
}
