package io.llmrec.examples.movielens;

import io.llmrec.core.Recommender;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.RankingMetrics;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Fusion.Recalled;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the weights of a fusion on validation cases: recalls once per case, then tries all
 * combinations on the lists. The first recaller keeps weight 1.
 */
final class TunedFusion {

  private static final double[] WEIGHTS = {0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8};

  private final Map<String, Recaller> recallers;
  private final int k;

  TunedFusion(Map<String, Recaller> recallers, int k) {
    this.recallers = new LinkedHashMap<>(recallers);
    this.k = k;
  }

  /** The weights, by recaller, with the best mean recall; the smaller ones where it is equal. */
  Map<String, Double> choose(Recommender recommender, List<EvalCase> cases) {
    List<List<Recalled>> lists = cases.stream().map(one -> recall(recommender, one)).toList();
    Map<String, Double> best = Map.of();
    double bestRecall = -1;
    for (Map<String, Double> weights : combinations()) {
      double recall = recall(Fusion.weighted(weights), lists, cases);
      if (recall > bestRecall) {
        bestRecall = recall;
        best = weights;
      }
    }
    return best;
  }

  private List<Recalled> recall(Recommender recommender, EvalCase one) {
    RecommendationRequest request =
        RecommendationRequest.forUser(one.user()).id(one.user().id()).at(one.time()).build();
    List<Recalled> lists = new ArrayList<>();
    recallers.forEach(
        (name, recaller) -> {
          List<Candidate> found = recaller.recall(StageContext.of(request, recommender.prepared()));
          if (!found.isEmpty()) {
            lists.add(new Recalled(name, found));
          }
        });
    return lists;
  }

  private List<Map<String, Double>> combinations() {
    List<Map<String, Double>> all = List.of(Map.of());
    boolean first = true;
    for (String name : recallers.keySet()) {
      List<Map<String, Double>> longer = new ArrayList<>();
      for (Map<String, Double> weights : all) {
        for (double weight : first ? new double[] {1} : WEIGHTS) {
          Map<String, Double> more = new LinkedHashMap<>(weights);
          more.put(name, weight);
          longer.add(more);
        }
      }
      all = longer;
      first = false;
    }
    return all;
  }

  private double recall(Fusion fusion, List<List<Recalled>> lists, List<EvalCase> cases) {
    double sum = 0;
    for (int i = 0; i < lists.size(); i++) {
      List<String> ids = fusion.fuse(lists.get(i)).stream().limit(k).map(Candidate::id).toList();
      sum += RankingMetrics.recall(ids, cases.get(i).relevant(), k);
    }
    return sum / cases.size();
  }
}
