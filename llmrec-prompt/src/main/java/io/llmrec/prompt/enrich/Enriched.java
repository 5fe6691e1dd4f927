package io.llmrec.prompt.enrich;

import io.llmrec.core.enrich.Enrichment;

/**
 * A reply that was kept.
 *
 * @param <T> its form
 * @param reply what the model answered
 * @param enrichment the text made of it and where it comes from
 */
public record Enriched<T extends Record>(T reply, Enrichment enrichment) {}
