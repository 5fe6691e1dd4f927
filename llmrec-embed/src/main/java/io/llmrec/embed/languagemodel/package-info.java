/**
 * Small language models inside the JVM: {@link io.llmrec.embed.languagemodel.LocalLanguageModel}
 * opens a Hugging Face folder, or a TorchScript archive with a tokenizer, and completes, streams,
 * scores and chooses. It holds native memory and is to be closed.
 */
@NullMarked
package io.llmrec.embed.languagemodel;

import org.jspecify.annotations.NullMarked;
