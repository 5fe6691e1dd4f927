package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.vector.DefaultVectorizationProvider;
import io.github.jbellis.jvector.vector.VectorizationProvider;

/** How the library computes with many numbers at once in this process. */
enum Registers {

  /** As the compiler finds it, on Java 17 or without the vector module. */
  PLAIN,

  /** By the vector module, {@code --add-modules jdk.incubator.vector} on Java 20 or later. */
  WIDE;

  static Registers ofThisProcess() {
    return VectorizationProvider.getInstance() instanceof DefaultVectorizationProvider
        ? PLAIN
        : WIDE;
  }
}
