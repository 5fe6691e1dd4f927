package io.llmrec.core.enrich;

/**
 * A text that a model or a rule wrote about an item or a user.
 *
 * @param text what was written, not blank, already validated by whoever asked for it
 * @param provenance where it comes from
 * @param reply what the model said, as it came, for a later look at how the text was made of it;
 *     empty where it is not kept. Hostile: never shown to a customer, never parsed without checks
 */
public record Enrichment(String text, Provenance provenance, String reply) {

  /** Checks the text. */
  public Enrichment {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "text of an enrichment by " + provenance.model() + " must not be blank");
    }
  }

  /** A text whose reply is not kept. */
  public Enrichment(String text, Provenance provenance) {
    this(text, provenance, "");
  }
}
