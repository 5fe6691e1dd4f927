package io.llmrec.core.encode;

import java.util.List;

/**
 * Looks up the several vectors of an item, for example one for its text and one for each picture.
 * Safe for use by several threads.
 */
@FunctionalInterface
public interface MultiItemVectors {

  /** All vectors of an item, of one dimension; none when it has none. */
  List<Embedding> find(String itemId);
}
