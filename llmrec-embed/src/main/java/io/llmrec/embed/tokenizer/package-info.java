/**
 * From text to token ids as a {@code tokenizer.json} says: {@link
 * io.llmrec.embed.tokenizer.FileTokenizer}. The native tokenizer library is switched to work
 * without network and telemetry before it is loaded.
 */
@NullMarked
package io.llmrec.embed.tokenizer;

import org.jspecify.annotations.NullMarked;
