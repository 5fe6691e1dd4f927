/**
 * The language model as the stages see it: one method, {@link
 * io.llmrec.core.llm.LanguageModel#complete}. No stage contract imports this package; only
 * implementations join the two.
 */
@NullMarked
package io.llmrec.core.llm;

import org.jspecify.annotations.NullMarked;
