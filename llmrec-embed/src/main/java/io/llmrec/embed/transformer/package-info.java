/**
 * Texts to vectors by a transformer that runs inside the JVM: {@link
 * io.llmrec.embed.transformer.TransformerEncoder} opens a Hugging Face or sentence-transformers
 * folder, {@code CrossEncoderRanker} scores candidates by one that reads query and item together.
 * Both hold native memory and are to be closed.
 */
@NullMarked
package io.llmrec.embed.transformer;

import org.jspecify.annotations.NullMarked;
