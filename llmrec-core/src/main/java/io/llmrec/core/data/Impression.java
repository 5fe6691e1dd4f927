package io.llmrec.core.data;

import java.time.Instant;
import java.util.List;

/**
 * A list that was shown to a user, and what of it was clicked.
 *
 * @param id the log's own key
 * @param userId who saw it
 * @param time when
 * @param history ids of items clicked before, oldest first
 * @param shown the list, in the order of the log
 */
public record Impression(
    String id, String userId, Instant time, List<String> history, List<Shown> shown) {

  /** Checks the ids. */
  public Impression {
    history = List.copyOf(history);
    shown = List.copyOf(shown);
    if (id.isBlank() || userId.isBlank()) {
      throw new IllegalArgumentException(
          "ids of an impression must not be blank, were '%s' and user '%s'".formatted(id, userId));
    }
  }

  /** Whether the user clicked what was shown. */
  public enum Response {
    /** It was clicked. */
    CLICKED,
    /** It was seen and left. */
    IGNORED
  }

  /**
   * One item of the list.
   *
   * @param itemId which
   * @param response what the user did
   */
  public record Shown(String itemId, Response response) {

    /** Checks the id. */
    public Shown {
      if (itemId.isBlank()) {
        throw new IllegalArgumentException("id of an item that was shown must not be blank");
      }
    }
  }
}
