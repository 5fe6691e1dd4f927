/**
 * Texts to vectors by a transformer that runs inside the JVM: {@link
 * io.llmrec.embed.transformer.TransformerEncoder} opens a Hugging Face or sentence-transformers
 * folder, {@link io.llmrec.embed.transformer.CrossEncoder} scores pairs of texts that it reads
 * together, and {@link io.llmrec.embed.transformer.CrossEncoderRanker} ranks by that. They hold
 * native memory and are to be closed.
 */
@NullMarked
package io.llmrec.embed.transformer;

import org.jspecify.annotations.NullMarked;
