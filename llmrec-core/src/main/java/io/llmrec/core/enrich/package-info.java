/**
 * What a model writes about items and users offline: an {@link io.llmrec.core.enrich.Enrichment} is
 * a text with its {@link io.llmrec.core.enrich.Provenance}; a {@link
 * io.llmrec.core.enrich.Summarizer} makes them about items, a {@link
 * io.llmrec.core.enrich.UserProfiler} about users; the {@link
 * io.llmrec.core.enrich.EnrichmentStore} keeps them, so that no text is paid for twice.
 */
@NullMarked
package io.llmrec.core.enrich;

import org.jspecify.annotations.NullMarked;
