/**
 * The networks that {@code config.json} files of Hugging Face folders describe, written as
 * TorchScript: {@link io.llmrec.embed.architecture.Architectures} finds the right one.
 */
@NullMarked
package io.llmrec.embed.architecture;

import org.jspecify.annotations.NullMarked;
