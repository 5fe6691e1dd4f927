/**
 * Texts about items, written by a language model offline.
 *
 * <p>{@link io.llmrec.prompt.enrich.LlmSummarizer} and {@link
 * io.llmrec.prompt.enrich.StatementWriter} describe an item, {@link
 * io.llmrec.prompt.enrich.ProductDescriber} says what a buyer would call it, {@link
 * io.llmrec.prompt.enrich.TitleCleaner} shortens its title, {@link
 * io.llmrec.prompt.enrich.AttributeCompleter} finds attributes in its words; {@link
 * io.llmrec.prompt.enrich.EnrichOptions} says how. Each is an {@link
 * io.llmrec.prompt.enrich.EnrichTask} carried out by an {@link io.llmrec.prompt.enrich.Enricher},
 * which sends one prompt per item, several at a time, and keeps a reply only when it passes its
 * checks, with one chance to correct it: what a model made up never becomes part of an item. Texts
 * about users are in {@code profile}, categories that belong together in {@code category}. The
 * threads of a call end with it; retrying and budgets are wrappers around the model.
 */
@NullMarked
package io.llmrec.prompt.enrich;

import org.jspecify.annotations.NullMarked;
