/**
 * Writes TorchScript archives, which libtorch loads, out of weights and a graph: no Python, no
 * conversion by hand. A {@link io.llmrec.embed.torchscript.ScriptBuilder} collects tensors and
 * methods, layers such as {@link io.llmrec.embed.torchscript.Linear} write their part into a {@link
 * io.llmrec.embed.torchscript.MethodBuilder}, and an {@link
 * io.llmrec.embed.torchscript.ArchiveCache} keeps what was written. Weights are streamed, never
 * held whole.
 */
@NullMarked
package io.llmrec.embed.torchscript;

import org.jspecify.annotations.NullMarked;
