package io.llmrec.core.user;

import java.time.Instant;

/**
 * Something a user did with an item.
 *
 * @param userId who, not blank
 * @param itemId with what, not blank; need not be in the catalog any more
 * @param kind what was done in the host's own words, for example {@code view}, {@code buy} or
 *     {@code rating}
 * @param value how strongly it speaks for the item, finite; 1 for a plain event, the stars for a
 *     rating
 * @param time when
 */
public record Interaction(String userId, String itemId, String kind, double value, Instant time) {

  /** Checks the fields. */
  public Interaction {
    if (userId.isBlank() || itemId.isBlank() || kind.isBlank()) {
      throw new IllegalArgumentException(
          "userId, itemId and kind must not be blank, were '%s', '%s', '%s'"
              .formatted(userId, itemId, kind));
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "value must be finite, was %s for user '%s' and item '%s'"
              .formatted(value, userId, itemId));
    }
  }

  /** A plain view of value 1. */
  public static Interaction view(String userId, String itemId, Instant time) {
    return new Interaction(userId, itemId, "view", 1, time);
  }
}
