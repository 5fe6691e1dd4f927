/**
 * Which categories go together and which replace each other: asked of a language model, checked
 * against the host's {@link io.llmrec.prompt.enrich.category.Taxonomy}, and joined with what
 * interactions show.
 *
 * <p>{@link io.llmrec.prompt.enrich.category.CategoryMatcher} asks offline; its {@link
 * io.llmrec.prompt.enrich.category.CategoryMatches} feed {@link
 * io.llmrec.prompt.enrich.category.CategoryMatchRecaller} and {@link
 * io.llmrec.prompt.enrich.category.CategoryMatchFeatures} online, where no model is asked.
 */
@NullMarked
package io.llmrec.prompt.enrich.category;

import org.jspecify.annotations.NullMarked;
