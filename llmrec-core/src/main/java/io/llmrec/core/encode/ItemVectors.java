package io.llmrec.core.encode;

import org.jspecify.annotations.Nullable;

/** Looks up the embedding of an item. Safe for use by several threads. */
@FunctionalInterface
public interface ItemVectors {

  /** The embedding of an item, or null when there is none. */
  @Nullable Embedding find(String itemId);
}
