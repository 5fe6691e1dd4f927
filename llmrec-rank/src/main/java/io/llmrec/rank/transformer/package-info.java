/**
 * A small transformer with two faces: {@link io.llmrec.rank.transformer.Transformer} writes it into
 * the graph of a network that is trained, {@link io.llmrec.rank.transformer.PlainTransformer}
 * computes the same from the trained arrays without any engine.
 */
@NullMarked
package io.llmrec.rank.transformer;

import org.jspecify.annotations.NullMarked;
