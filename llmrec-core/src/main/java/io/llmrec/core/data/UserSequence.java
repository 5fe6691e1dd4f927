package io.llmrec.core.data;

import java.util.List;

/**
 * What a user did, in order but without times, and what came next.
 *
 * @param userId who, not blank
 * @param history ids of items, oldest first
 * @param next the id of the item after them, not blank
 */
public record UserSequence(String userId, List<String> history, String next) {

  /** Checks the ids. */
  public UserSequence {
    history = List.copyOf(history);
    if (userId.isBlank() || next.isBlank() || history.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "ids of a sequence must not be blank, user is '%s', next is '%s'"
              .formatted(userId, next));
    }
  }
}
