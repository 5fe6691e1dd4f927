/**
 * Recall by a language model: {@link io.llmrec.rank.recall.LlmRecaller} makes recallers that let it
 * name titles, write queries or choose categories. Nothing it says gets on a list unless the
 * catalog holds it: titles are looked up ({@link io.llmrec.rank.recall.TitleGrounding}), queries
 * are answered by a search ({@link io.llmrec.rank.recall.QuerySearch}), categories are a closed
 * list.
 */
@NullMarked
package io.llmrec.rank.recall;

import org.jspecify.annotations.NullMarked;
