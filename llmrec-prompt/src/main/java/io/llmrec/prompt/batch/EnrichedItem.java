package io.llmrec.prompt.batch;

import io.llmrec.core.enrich.Enrichment;

/**
 * A text that a job wrote about an item.
 *
 * @param itemId the item
 * @param owner whose data it is made of: a user's id where texts are about users, otherwise the
 *     item itself
 * @param enrichment the text and where it comes from
 * @param reply what the model said last, as it came, cut to {@value #MAX_REPLY} characters;
 *     hostile. Empty where no model was asked
 */
public record EnrichedItem(String itemId, String owner, Enrichment enrichment, String reply) {

  /** The longest reply that is kept. */
  public static final int MAX_REPLY = 16_384;

  /** Cuts the reply. */
  public EnrichedItem {
    reply = reply.length() <= MAX_REPLY ? reply : reply.substring(0, MAX_REPLY);
  }
}
