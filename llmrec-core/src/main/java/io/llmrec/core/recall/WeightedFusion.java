package io.llmrec.core.recall;

import java.util.List;
import java.util.Map;

/** See {@link Fusion#weighted}. */
final class WeightedFusion implements Fusion {

  private final Map<String, Double> weights;

  WeightedFusion(Map<String, Double> weights) {
    this.weights = Shared.weights("weight", weights);
  }

  @Override
  public List<Candidate> fuse(List<Recalled> lists) {
    return Fusing.fuse(lists, this::worth);
  }

  private double worth(Recalled list, int rank) {
    double best = list.candidates().get(0).score();
    double worst = list.candidates().get(list.candidates().size() - 1).score();
    double score = list.candidates().get(rank - 1).score();
    double scaled = best > worst ? (score - worst) / (best - worst) : 1;
    return weights.getOrDefault(list.recaller(), 1.0) * scaled;
  }
}
