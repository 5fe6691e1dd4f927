/**
 * Vectors from words and characters alone: {@link io.llmrec.embed.lexical.LexicalEncoder}, the
 * default that needs no weights. Its rarity weights are fitted on the catalog; nothing is learnt
 * about meaning.
 */
@NullMarked
package io.llmrec.embed.lexical;

import org.jspecify.annotations.NullMarked;
