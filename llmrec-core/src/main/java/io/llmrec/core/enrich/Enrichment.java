package io.llmrec.core.enrich;

/**
 * A text that a model or a rule wrote about an item.
 *
 * @param text what was written, not blank, already validated by whoever asked for it
 * @param provenance where it comes from
 */
public record Enrichment(String text, Provenance provenance) {

  /** Checks the text. */
  public Enrichment {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "text of an enrichment by " + provenance.model() + " must not be blank");
    }
  }
}
