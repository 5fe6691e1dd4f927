package io.llmrec.prompt.chat.state;

import io.llmrec.prompt.chat.filter.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Something a user wants or does not want.
 *
 * @param kind how much it binds
 * @param text in words, as the user or the model put it; not blank, at most {@value #MAX_TEXT}
 *     characters
 * @param filter the same as a condition on fields, or null where it is words alone; a {@link
 *     Kind#MUST} has one. That of an {@link Kind#AVOID} describes what is not wanted
 * @param turn in which it was said, 0 for one from the long-term profile
 * @param ended the turn in which it was taken back, 0 while it holds
 */
public record Wish(Kind kind, String text, @Nullable Filter filter, int turn, int ended) {

  /** The longest text. */
  public static final int MAX_TEXT = 200;

  /** How much a wish binds. */
  public enum Kind {
    /** Every item shown must pass the filter. */
    MUST,
    /** Items that suit it come first. */
    PREFER,
    /**
     * No item that passes the filter is shown; without a filter, none whose text has all of its
     * words.
     */
    AVOID
  }

  /** Checks the parts. */
  public Wish {
    Bounds.text("text of a wish", text, MAX_TEXT);
    Bounds.turns(turn, ended);
    if (kind == Kind.MUST && filter == null) {
      throw new IllegalArgumentException("a MUST needs a filter, '" + text + "' has none");
    }
  }

  /** A wish that holds from a turn on. */
  public static Wish of(Kind kind, String text, @Nullable Filter filter, int turn) {
    return new Wish(kind, text, filter, turn, 0);
  }

  /** Whether it holds. */
  public boolean active() {
    return ended == 0;
  }

  /** This wish, taken back in a turn; 0 makes it hold again. */
  public Wish endedIn(int endTurn) {
    return new Wish(kind, text, filter, turn, endTurn);
  }
}
