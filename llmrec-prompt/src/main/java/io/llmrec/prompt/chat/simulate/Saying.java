package io.llmrec.prompt.chat.simulate;

import java.util.List;

/**
 * What a simulated user says.
 *
 * @param message to the recommender, not blank
 * @param voiced traits of the wish list that the message tells: from now on the recommender can
 *     know them
 */
public record Saying(String message, List<Trait> voiced) {

  /** Checks the message and takes a copy of the list. */
  public Saying {
    if (message.isBlank()) {
      throw new IllegalArgumentException("a message must not be blank");
    }
    voiced = List.copyOf(voiced);
  }
}
