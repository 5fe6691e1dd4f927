/**
 * Rows of features as words, and small networks that read them. {@link
 * io.llmrec.rank.text.RowPrompt} writes a row in words; a {@link io.llmrec.rank.text.TextTower} is
 * the part of a network that reads it; {@link io.llmrec.rank.text.TextRankerTrainer} teaches one to
 * say yes or no, all of it or adapters alone, and {@link io.llmrec.rank.text.TextRanker} ranks with
 * it in plain Java.
 */
@NullMarked
package io.llmrec.rank.text;

import org.jspecify.annotations.NullMarked;
