package io.llmrec.prompt.batch;

import io.llmrec.core.enrich.Enrichment;

/**
 * A text that a job wrote about an item.
 *
 * @param itemId the item
 * @param owner whose data it is made of: a user's id where texts are about users, otherwise the
 *     item itself
 * @param enrichment the text, where it comes from and what the model said last, cut to {@value
 *     #MAX_REPLY} characters; hostile
 */
public record EnrichedItem(String itemId, String owner, Enrichment enrichment) {

  /** The longest reply that is kept. */
  public static final int MAX_REPLY = 16_384;

  /** Cuts the reply. */
  public EnrichedItem {
    if (enrichment.reply().length() > MAX_REPLY) {
      enrichment =
          new Enrichment(
              enrichment.text(),
              enrichment.provenance(),
              enrichment.reply().substring(0, MAX_REPLY));
    }
  }
}
