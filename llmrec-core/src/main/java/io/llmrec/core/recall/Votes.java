package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import java.util.ArrayList;
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
    private String strongest = "";
    private double strongestWeight;
    private String second = "";
    private double secondWeight;

    Tally(Item item) {
      this.item = item;
    }

    void add(String seed, double weight) {
      sum += weight;
      if (weight > strongestWeight) {
        second = strongest;
        secondWeight = strongestWeight;
        strongest = seed;
        strongestWeight = weight;
      } else if (weight > secondWeight) {
        second = seed;
        secondWeight = weight;
      }
    }

    Candidate candidate() {
      List<String> because = new ArrayList<>();
      if (!strongest.isEmpty()) {
        because.add(strongest);
      }
      if (!second.isEmpty()) {
        because.add(second);
      }
      return Candidate.of(item, sum).because(because);
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
