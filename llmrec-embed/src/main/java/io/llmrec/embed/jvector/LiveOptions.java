package io.llmrec.embed.jvector;

import io.llmrec.embed.store.VectorPrecision;

/**
 * Settings of a {@link LiveIndex}.
 *
 * @param index of the graph and its searches
 * @param precision in which vectors are stored
 * @param rebuildAfter how many vectors may be waiting outside of the graph, where they are compared
 *     one by one, before it is built anew; also when a twentieth of those in the graph is waiting,
 *     if that is more; at least 1
 */
public record LiveOptions(JVectorOptions index, VectorPrecision precision, int rebuildAfter) {

  /** Checks the settings. */
  public LiveOptions {
    if (rebuildAfter < 1) {
      throw new IllegalArgumentException("rebuildAfter must be at least 1, was " + rebuildAfter);
    }
  }

  /** 32-bit floats, built anew after 5,000 changes, the default graph. */
  public static LiveOptions defaults() {
    return new LiveOptions(JVectorOptions.defaults(), VectorPrecision.F32, 5_000);
  }
}
