/**
 * Texts about items, written by a language model offline.
 *
 * <p>{@link io.llmrec.prompt.enrich.LlmSummarizer} describes an item, {@link
 * io.llmrec.prompt.enrich.TitleCleaner} shortens its title; {@link
 * io.llmrec.prompt.enrich.EnrichOptions} says how. Each sends one prompt per item, several at a
 * time, and keeps a reply only when it passes its checks: what a model made up never becomes part
 * of an item. The threads of a call end with it; retrying and budgets are wrappers around the
 * model.
 */
@NullMarked
package io.llmrec.prompt.enrich;

import org.jspecify.annotations.NullMarked;
