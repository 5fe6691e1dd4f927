package io.llmrec.core;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.RecallSource;
import java.util.List;

/**
 * An item on the final list, and how it got there.
 *
 * @param item the item as the host gave it
 * @param rank its place on the list, from 1
 * @param score of the last stage that gave scores, finite; a later stage may have put it elsewhere
 * @param sources which recallers found it, with rank and score; empty for a pinned item that none
 *     found
 * @param places where each stage that looked at it put it, in the order of the stages
 * @param reason why it is here
 * @param pinned whether a rule put it at its place
 */
public record Recommendation(
    Item item,
    int rank,
    double score,
    List<RecallSource> sources,
    List<StagePlace> places,
    Reason reason,
    boolean pinned) {

  /** Takes copies of the lists. */
  public Recommendation {
    sources = List.copyOf(sources);
    places = List.copyOf(places);
  }
}
