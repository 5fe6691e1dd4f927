package io.llmrec.core.eval;

import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.rerank.ReRanker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A system that scores given candidates. Safe for use by several threads; the same input gives the
 * same scores.
 */
@FunctionalInterface
public interface CandidateScorer {

  /**
   * One score per candidate, in their order, higher is better; NaN for a candidate it cannot score,
   * which is ranked last and counted.
   */
  double[] score(EvalCase evalCase, List<String> candidates);

  /** Asks a ranker; candidates that the catalog does not have get NaN. */
  static CandidateScorer ofRanker(Ranker ranker, PreparedCatalog prepared) {
    return (evalCase, ids) -> {
      List<Candidate> known = CandidateScoring.known(ids, prepared);
      double[] scores = ranker.score(CandidateScoring.context(evalCase, prepared), known);
      Checks.sameLength("candidates", known.size(), "scores", scores.length);
      Map<String, Double> byId = new HashMap<>();
      for (int i = 0; i < scores.length; i++) {
        byId.put(known.get(i).id(), scores[i]);
      }
      return CandidateScoring.scores(ids, byId);
    };
  }

  /**
   * Asks a re-ranker, which is given the candidates in their order with equal scores; the score of
   * a candidate is the number of candidates below it. Candidates that the catalog does not have get
   * NaN.
   */
  static CandidateScorer ofReRanker(ReRanker reRanker, PreparedCatalog prepared) {
    return (evalCase, ids) -> {
      List<Candidate> known = CandidateScoring.known(ids, prepared);
      List<Candidate> order = reRanker.rerank(CandidateScoring.context(evalCase, prepared), known);
      Map<String, Double> byId = new HashMap<>();
      for (int i = 0; i < order.size(); i++) {
        byId.putIfAbsent(order.get(i).id(), (double) order.size() - 1 - i);
      }
      return CandidateScoring.scores(ids, byId);
    };
  }
}
