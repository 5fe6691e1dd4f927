package io.llmrec.rank.diversity;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.util.Arrays;
import java.util.List;

/** What the re-rankers share that compare the vectors of candidates. */
final class VectorReRanking {

  private VectorReRanking() {}

  /** A greedy selection. */
  @FunctionalInterface
  interface Selection {

    /** All indexes in their new order. */
    int[] order(double[] relevance, GatheredVectors vectors);
  }

  /** The candidates in the order of a selection, or the incoming one where nothing has a vector. */
  static List<Candidate> rerank(
      String name, StageContext context, List<Candidate> candidates, Selection selection) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    GatheredVectors vectors = new GatheredVectors(context.prepared().vectors(), candidates);
    if (vectors.missing() > 0) {
      context.count("unembedded", vectors.missing());
    }
    if (vectors.missing() == candidates.size()) {
      context.degrade("%s: none of %d candidates has a vector".formatted(name, candidates.size()));
      return List.copyOf(candidates);
    }
    int[] order = selection.order(relevance(candidates), vectors);
    return Arrays.stream(order).mapToObj(candidates::get).toList();
  }

  /** What the scores or the places say, 0 to 1. */
  static double[] relevance(List<Candidate> candidates) {
    return MaximalMarginalRelevance.relevance(
        candidates.stream().mapToDouble(Candidate::score).toArray());
  }
}
