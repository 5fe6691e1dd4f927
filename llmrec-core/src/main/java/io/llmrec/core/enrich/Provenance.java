package io.llmrec.core.enrich;

import java.time.Instant;

/**
 * Where a text comes from.
 *
 * @param model what wrote it: a model's name and version, or the name of a rule
 * @param promptHash SHA-256 in hex of the prompt that was sent, empty where there was none
 * @param inputHash SHA-256 in hex of the item fields that went in: when they change, the text is
 *     stale
 * @param asOf the latest moment whose data the text may know; a sample from before it must not use
 *     the text
 */
public record Provenance(String model, String promptHash, String inputHash, Instant asOf) {

  /** Checks the fields. */
  public Provenance {
    if (model.isBlank() || inputHash.isBlank()) {
      throw new IllegalArgumentException(
          "model and inputHash must not be blank, were '%s' and '%s'".formatted(model, inputHash));
    }
  }
}
