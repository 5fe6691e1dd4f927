/**
 * How likely a text is, without a language model server: an {@link
 * io.llmrec.prompt.ngram.NGramModel} learned from the texts of the catalog.
 */
@NullMarked
package io.llmrec.prompt.ngram;

import org.jspecify.annotations.NullMarked;
