/**
 * From text to token ids as a {@code tokenizer.json} says: {@link
 * io.llmrec.embed.tokenizer.FileTokenizer}. Common kinds of files are worked through in plain Java
 * where only ids are wanted, with the same ids. The native tokenizer library is switched to work
 * without network and telemetry before it is loaded.
 */
@NullMarked
package io.llmrec.embed.tokenizer;

import org.jspecify.annotations.NullMarked;
