package io.llmrec.prompt.chat.state;

/**
 * An item that the user was shown or spoke of, and what they said to it.
 *
 * @param itemId which, not blank
 * @param turn in which it was shown or spoken of last
 * @param reaction what the user said
 */
public record ShownItem(String itemId, int turn, Reaction reaction) {

  private static final int MAX_ID = 300;

  /** What a user says to an item. */
  public enum Reaction {
    /** Nothing yet. */
    NONE,
    /** It is liked. */
    LIKED,
    /** It is not liked; it is not shown again. */
    DISLIKED,
    /** It is known or owned already; it is not shown again. */
    KNOWN
  }

  /** Checks the parts. */
  public ShownItem {
    Bounds.text("id of an item", itemId, MAX_ID);
    Bounds.turns(turn, 0);
  }

  /** This item with another reaction. */
  public ShownItem with(Reaction other) {
    return new ShownItem(itemId, turn, other);
  }
}
