package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums what each item of the history says for each candidate, and remembers which said most. */
final class Votes {

  /** Best first: higher score, then smaller id. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id);

  private final Map<String, Tally> tallies = new HashMap<>();

  private static final class Tally {
    private final Item item;
    private double sum;
    private final Strongest strongest = new Strongest();

    Tally(Item item) {
      this.item = item;
    }

    void add(String seed, double weight) {
      sum += weight;
      strongest.add(seed, weight);
    }

    Candidate candidate() {
      return Candidate.of(item, sum).because(strongest.ids());
    }
  }

  void add(Item item, String seed, double weight) {
    if (weight > 0) {
      tallies.computeIfAbsent(item.id(), id -> new Tally(item)).add(seed, weight);
    }
  }

  List<Candidate> best(int limit) {
    return tallies.values().stream().map(Tally::candidate).sorted(BEST_FIRST).limit(limit).toList();
  }
}
