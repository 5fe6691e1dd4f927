package io.llmrec.core.index;

import java.nio.file.Path;

/**
 * Makes a {@link VectorIndex}, and keeps it in a folder.
 *
 * <p>Offline speed: building may be slow, opening must be fast.
 */
@FunctionalInterface
public interface Indexer {

  /**
   * Opens the index in the folder when it is one of exactly these vectors, else builds it there
   * first. A damaged file is an error that names it, never a wrong answer.
   *
   * @param vectors open at least as long as the index
   * @param folder exists, and belongs to this indexer alone; may be empty
   */
  VectorIndex index(VectorTable vectors, Path folder);

  /**
   * Compares each query with every vector: no build, no loss, linear time. Right up to some ten
   * thousand items.
   */
  static Indexer exact() {
    return (vectors, folder) -> new ExactIndex(vectors);
  }
}
