package io.llmrec.prompt.chat.simulate;

import java.util.List;

/**
 * What became of a simulated dialogue.
 *
 * @param wishes what the user wanted
 * @param exchanges what was said and answered
 * @param end how it ended
 * @param suited whether an item was offered that has all musts and preferences and no avoids,
 *     target or not
 * @param offered how many items were offered, over all answers
 * @param violations how many of them broke a must or an avoid that had been told
 * @param ungrounded what was named that does not exist, over all answers
 * @param leaks how often the user named a target, which was masked
 * @param problem why it failed; empty unless it did
 */
public record SimulatedDialogue(
    WishList wishes,
    List<Exchange> exchanges,
    End end,
    boolean suited,
    int offered,
    int violations,
    List<String> ungrounded,
    int leaks,
    String problem) {

  /** How a dialogue ends. */
  public enum End {
    /** A target was offered. */
    FOUND,
    /** The user's patience was at its end. */
    TOO_LONG,
    /** The user left. */
    LEFT,
    /** Recommender or user failed: an exception. */
    FAILED
  }

  /** Takes copies of the lists. */
  public SimulatedDialogue {
    exchanges = List.copyOf(exchanges);
    ungrounded = List.copyOf(ungrounded);
  }

  /** How many answers there were. */
  public int turns() {
    return exchanges.size();
  }

  /** Prompt and completion tokens of the recommender, as far as its backends tell. */
  public long tokens() {
    return exchanges.stream().mapToLong(exchange -> exchange.turn().trace().tokens()).sum();
  }

  /** How many answers did less than they were meant to. */
  public int degradedTurns() {
    return (int) exchanges.stream().filter(exchange -> exchange.turn().degraded()).count();
  }
}
