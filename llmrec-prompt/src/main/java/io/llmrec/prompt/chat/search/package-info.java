/**
 * Words of texts and a search by words over rows: what filters, search and grounding of a dialogue
 * share. {@link io.llmrec.prompt.chat.search.WordIndex} is the entry point.
 */
@NullMarked
package io.llmrec.prompt.chat.search;

import org.jspecify.annotations.NullMarked;
