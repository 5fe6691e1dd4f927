/**
 * Models that run inside the JVM, and the vectors they make.
 *
 * <p>{@code lexical} needs no weights at all, {@code staticvectors} reads token tables (model2vec,
 * GloVe), {@code jvector} is the approximate index. {@code safetensors} and {@code tokenizer} read
 * the files of a Hugging Face folder; {@code file}, {@code json} and {@code hash} are the small
 * tools that they share. Nothing here opens a network connection.
 */
@NullMarked
package io.llmrec.embed;

import org.jspecify.annotations.NullMarked;
