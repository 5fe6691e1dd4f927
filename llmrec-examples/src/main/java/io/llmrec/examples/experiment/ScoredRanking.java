package io.llmrec.examples.experiment;

import io.llmrec.core.eval.CandidateScorer;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Recommend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ranks candidates by the scores of a system: the highest first, equal ones in the order of the
 * candidates, those without a score (NaN) last and counted.
 */
final class ScoredRanking implements Recommend {

  private final CandidateScorer scorer;
  private final Candidates candidates;
  private final AtomicLong badScores = new AtomicLong();

  ScoredRanking(CandidateScorer scorer, Candidates candidates) {
    this.scorer = scorer;
    this.candidates = candidates;
  }

  /** How many candidates got no score so far. */
  long badScores() {
    return badScores.get();
  }

  @Override
  public List<String> recommend(EvalCase asked, int k) {
    List<String> ids = candidates.of(asked);
    double[] scores = scorer.score(asked, ids);
    if (scores.length != ids.size()) {
      throw new IllegalStateException(
          "%d candidates in, %d scores out".formatted(ids.size(), scores.length));
    }
    return best(scores, k).stream().map(ids::get).toList();
  }

  /** The places of the k best scores; only k are ever kept, so that long lists cost little. */
  private List<Integer> best(double[] scores, int k) {
    Comparator<Integer> better =
        Comparator.<Integer>comparingDouble(i -> -rank(scores[i])).thenComparing(i -> i);
    PriorityQueue<Integer> kept = new PriorityQueue<>(k + 1, better.reversed());
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        badScores.incrementAndGet();
      }
      Integer worst = kept.size() < k ? null : kept.peek();
      if (worst == null || better.compare(i, worst) < 0) {
        kept.add(i);
      }
      if (kept.size() > k) {
        kept.poll();
      }
    }
    List<Integer> sorted = new ArrayList<>(kept);
    sorted.sort(better);
    return sorted;
  }

  /** Adding 0 makes a plain zero of a negative one. */
  private static double rank(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score + 0.0;
  }
}
