/**
 * Reasons in a language model's words that say nothing the catalog does not: {@link
 * io.llmrec.rank.explain.LlmExplainer} gives the model a list of facts, each claim of its answer
 * must quote facts, and what is not in them sends the answer back to the template.
 */
@NullMarked
package io.llmrec.rank.explain;

import org.jspecify.annotations.NullMarked;
