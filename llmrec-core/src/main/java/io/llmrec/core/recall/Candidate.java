package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * An item on its way to the list.
 *
 * @param item the item, with the texts that enrichment wrote as attributes
 * @param score of the last stage that gave scores, finite; higher is better
 * @param because ids of items of the user's history that led here, the strongest first; may be
 *     empty
 * @param sources which recallers found it; filled in by the pipeline
 */
public record Candidate(Item item, double score, List<String> because, List<RecallSource> sources) {

  /** Checks the score, takes -0 for 0, and takes copies of the lists. */
  public Candidate {
    score += 0.0;
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException(
          "score of candidate '%s' must be finite, was %s".formatted(item.id(), score));
    }
    because = List.copyOf(because);
    sources = List.copyOf(sources);
  }

  /** A candidate as a recaller makes it. */
  public static Candidate of(Item item, double score) {
    return new Candidate(item, score, List.of(), List.of());
  }

  /** The item's id. */
  public String id() {
    return item.id();
  }

  /** This candidate with the history items that led to it, the strongest first. */
  public Candidate because(List<String> itemIds) {
    return new Candidate(item, score, itemIds, sources);
  }

  /** This candidate with another score. */
  public Candidate withScore(double newScore) {
    return new Candidate(item, newScore, because, sources);
  }

  /** This candidate, found in one more way. */
  public Candidate foundBy(RecallSource source) {
    List<RecallSource> more = new ArrayList<>(sources);
    more.add(source);
    return new Candidate(item, score, because, more);
  }
}
