/**
 * Sentence vectors as the mean of fixed token vectors: {@link
 * io.llmrec.embed.staticvectors.StaticEncoder} reads a model2vec folder or a GloVe text file. Word
 * order does not count; a text costs microseconds.
 */
@NullMarked
package io.llmrec.embed.staticvectors;

import org.jspecify.annotations.NullMarked;
