package io.llmrec.prompt.batch;

import java.time.Instant;

/**
 * An item that got no text.
 *
 * @param itemId the item
 * @param owner whose data it is made of, see {@link EnrichedItem#owner}
 * @param cause what kind of thing went wrong
 * @param reason what went wrong, in words, without line ends
 * @param tries how many calls of the model were made for it
 * @param time when it was given up
 * @param reply what the model said last, cut to {@value EnrichedItem#MAX_REPLY} characters;
 *     hostile. Empty where it said nothing
 */
public record DeadLetter(
    String itemId,
    String owner,
    Cause cause,
    String reason,
    int tries,
    Instant time,
    String reply) {

  /** What kind of thing went wrong. */
  public enum Cause {
    /** The model answered, and no answer passed the checks; or it refused this item. */
    REFUSED,
    /** The model failed each time, in a way that may pass. */
    FAILED
  }

  /** Cuts the reply and checks the range. */
  public DeadLetter {
    if (tries < 0) {
      throw new IllegalArgumentException("tries must be at least 0, was " + tries);
    }
    int most = EnrichedItem.MAX_REPLY;
    reply = reply.length() <= most ? reply : reply.substring(0, most);
  }
}
