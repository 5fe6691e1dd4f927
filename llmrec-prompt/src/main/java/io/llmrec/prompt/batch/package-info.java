/**
 * Enrichment of catalogs that do not fit into memory, in runs that may be killed.
 *
 * <p>{@link io.llmrec.prompt.batch.EnrichmentJob} begins: it takes a summarizer, a model and a
 * folder, says beforehand what a run would cost, asks about every item once, and keeps what came of
 * it in journals in the folder: a text, or a {@link io.llmrec.prompt.batch.DeadLetter} with the
 * reason. {@link io.llmrec.prompt.batch.EnrichmentPriority} says which items to ask about first
 * when money does not reach for all, {@link io.llmrec.prompt.batch.BestFirst} puts them into that
 * order.
 *
 * <p>An open job holds its folder against other processes until it is closed.
 */
@NullMarked
package io.llmrec.prompt.batch;

import org.jspecify.annotations.NullMarked;
