package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to find the nearest of many vectors, as the benchmark of vector searches sees it. Several
 * threads may search at once.
 */
interface SearchContender extends AutoCloseable {

  /** A filter of 1 in this many rows admits those whose number it divides. */
  int[] FILTERS = {2, 10, 100};

  /** Indexes the vectors; row n is the n-th. */
  void build(List<Embedding> vectors, Path folder) throws IOException;

  /**
   * The rows nearest to a query, best first.
   *
   * @param width how many candidates are kept on the way; nothing to an exact search
   * @param every admits one row in so many, 1 for all, else one of {@link #FILTERS}
   * @return null when it cannot filter
   */
  int @Nullable [] search(Embedding query, int limit, int width, int every) throws IOException;

  @Override
  void close() throws IOException;
}
