package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the items whose embeddings lie nearest to a query.
 *
 * <p>Safe for use by several threads until it is closed. May be approximate; {@link Indexer#exact}
 * is not.
 */
public interface VectorIndex extends AutoCloseable {

  /**
   * For each query its nearest items, best first, equal scores by id; no item twice; fewer than
   * {@code limit} only when fewer are admitted.
   *
   * @param queries of the dimension of the index
   * @param limit at least 1
   * @param admits says by id which items may be found
   */
  List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits);

  /** Frees memory and files; a search afterwards throws {@link IllegalStateException}. */
  @Override
  void close();
}
