package io.llmrec.core.baseline;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** See {@link ItemScorer#recaller} and {@link Baselines#bm25Query}. */
final class ScorerRecaller implements Recaller {

  private static final Comparator<Candidate> WORST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .thenComparing(Candidate::id, Comparator.reverseOrder());

  private final Scorer scorer;
  private final int limit;

  /** Says of some items how well they suit a request, above 0 where something speaks for them. */
  @FunctionalInterface
  interface Scorer {
    double[] score(RecommendationRequest request, List<String> itemIds);
  }

  ScorerRecaller(Scorer scorer, int limit) {
    Checks.atLeast("limit of a recaller", limit, 1);
    this.scorer = scorer;
    this.limit = limit;
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<Item> admitted = context.prepared().catalog().stream().filter(context::admits).toList();
    double[] scores = scorer.score(context.request(), admitted.stream().map(Item::id).toList());
    PriorityQueue<Candidate> best = new PriorityQueue<>(WORST_FIRST);
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > 0 && (best.size() < limit || scores[i] >= worst(best))) {
        best.add(Candidate.of(admitted.get(i), scores[i]));
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    List<Candidate> found = new ArrayList<>(best);
    found.sort(Collections.reverseOrder(WORST_FIRST));
    return List.copyOf(found);
  }

  private static double worst(PriorityQueue<Candidate> best) {
    return best.element().score();
  }
}
