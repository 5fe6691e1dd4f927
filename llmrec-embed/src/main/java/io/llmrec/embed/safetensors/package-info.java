/**
 * Model weights in the safetensors format: {@link io.llmrec.embed.safetensors.SafetensorsFile#open}
 * checks the whole header before anything is read, then gives out tensors by name. Nothing in a
 * file is executed.
 */
@NullMarked
package io.llmrec.embed.safetensors;

import org.jspecify.annotations.NullMarked;
