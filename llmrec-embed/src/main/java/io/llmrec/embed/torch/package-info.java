/**
 * Runs TorchScript archives in libtorch through DJL: {@link io.llmrec.embed.torch.TorchModule}. The
 * engine and its natives ({@code pytorch-engine}, {@code pytorch-jni}, {@code pytorch-native-cpu}
 * or {@code pytorch-native-cu128}) are the host's choice and must be on the class path.
 *
 * <p>The number of threads of one operation is a property of the whole JVM, read when the engine
 * starts: {@code ai.djl.pytorch.num_threads}. Several calls at once scale better than several
 * threads in one.
 */
@NullMarked
package io.llmrec.embed.torch;

import org.jspecify.annotations.NullMarked;
