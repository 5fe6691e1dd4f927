package io.llmrec.core;

import io.llmrec.core.recall.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what a ranker or re-ranker says into an order, and holds it to its contract. */
final class Ordered {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id);

  private Ordered() {}

  /** The {@code keep} best candidates by their new scores, equal scores by id. */
  static List<Candidate> byScore(List<Candidate> candidates, double[] scores, int keep) {
    if (scores.length != candidates.size()) {
      throw new IllegalStateException(
          "contract broken: %d candidates in, %d scores out"
              .formatted(candidates.size(), scores.length));
    }
    List<Candidate> scored = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalStateException(
            "contract broken: the score of '%s' is %s"
                .formatted(candidates.get(i).id(), scores[i]));
      }
      scored.add(candidates.get(i).withScore(scores[i]));
    }
    scored.sort(BEST_FIRST);
    return scored.size() <= keep ? scored : List.copyOf(scored.subList(0, keep));
  }

  /** The candidates as they were, in the new order. */
  static List<Candidate> permuted(List<Candidate> head, List<Candidate> order) {
    Map<String, Candidate> left = new HashMap<>(head.size() * 2);
    head.forEach(candidate -> left.put(candidate.id(), candidate));
    List<Candidate> permuted = new ArrayList<>(head.size());
    for (Candidate candidate : order) {
      Candidate known = left.remove(candidate.id());
      if (known == null) {
        throw new IllegalStateException(
            "contract broken: item '%s' was not given, or is returned twice"
                .formatted(candidate.id()));
      }
      permuted.add(known);
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "contract broken: %d candidates in, %d out".formatted(head.size(), order.size()));
    }
    return permuted;
  }
}
