package io.llmrec.prompt.chat.state;

import io.llmrec.prompt.chat.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One narrowing or ordering of the candidates: the candidate bus is the catalog after all steps
 * that hold, so that a step can be taken back.
 *
 * @param kind what it does
 * @param text what was searched for or sorted by, at most {@value #MAX_TEXT} characters; may be
 *     empty
 * @param filter of {@link Kind#FILTER}, else null
 * @param itemIds the items it speaks of, best first, at most {@value #MAX_ITEMS}
 * @param turn in which it was done
 * @param ended the turn in which it was taken back, 0 while it holds
 */
public record Step(
    Kind kind, String text, @Nullable Filter filter, List<String> itemIds, int turn, int ended) {

  /** The longest text. */
  public static final int MAX_TEXT = 300;

  /** The most items of one step. */
  public static final int MAX_ITEMS = 300;

  private static final int MAX_ID = 300;

  /** What a step does. */
  public enum Kind {
    /** Keeps what passes the filter. */
    FILTER,
    /** Keeps the items, which a search found, in their order. */
    SEARCH,
    /** Keeps the items, which are similar to others, in their order. */
    SIMILAR,
    /** Keeps the items, which were named. */
    KEEP,
    /** Takes the items away. */
    REMOVE,
    /** Puts the items first, in their order. */
    ORDER
  }

  /** Checks the parts and takes a copy of the list. */
  public Step {
    Bounds.size("text of a step", text, MAX_TEXT);
    Bounds.turns(turn, ended);
    Bounds.list("itemIds of a step", itemIds, MAX_ITEMS);
    itemIds = List.copyOf(itemIds);
    itemIds.forEach(id -> Bounds.text("id of an item", id, MAX_ID));
    if ((kind == Kind.FILTER) != (filter != null)) {
      throw new IllegalArgumentException("a step has a filter if it is FILTER, was " + kind);
    }
  }

  /** A step that keeps what passes a filter. */
  public static Step filter(String text, Filter filter, int turn) {
    return new Step(Kind.FILTER, text, filter, List.of(), turn, 0);
  }

  /** A step that speaks of items. */
  public static Step of(Kind kind, String text, List<String> itemIds, int turn) {
    return new Step(kind, text, null, itemIds, turn, 0);
  }

  /** Whether it holds. */
  public boolean active() {
    return ended == 0;
  }

  /** This step, taken back in a turn; 0 makes it hold again. */
  public Step endedIn(int endTurn) {
    return new Step(kind, text, filter, itemIds, turn, endTurn);
  }
}
