package io.llmrec.rank.student;

import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.List;

/** See {@link RankingFeatures#scores}. */
final class ScoreFeatures implements RankingFeatures, Fingerprinted {

  @Override
  public float[][] of(StageContext context, List<Candidate> candidates) {
    double largest = 0;
    for (Candidate candidate : candidates) {
      largest = Math.max(largest, Math.abs(candidate.score()));
    }
    double scale = largest == 0 ? 1 : largest;
    double mean = 0;
    for (Candidate candidate : candidates) {
      mean += candidate.score() / scale / candidates.size();
    }
    double squares = 0;
    for (Candidate candidate : candidates) {
      double off = candidate.score() / scale - mean;
      squares += off * off / candidates.size();
    }
    double deviation = Math.sqrt(squares) < 1e-12 ? 1 : Math.sqrt(squares);
    float[][] rows = new float[candidates.size()][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = (float) ((candidates.get(i).score() / scale - mean) / deviation);
    }
    return rows;
  }

  @Override
  public String fingerprint() {
    return "scores 1";
  }
}
