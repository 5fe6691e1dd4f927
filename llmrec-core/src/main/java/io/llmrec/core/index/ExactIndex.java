package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares each query with every vector; see {@link Indexer#exact}. The vectors are copied to
 * memory.
 */
final class ExactIndex implements VectorIndex {

  private final VectorTable table;
  private final int dimension;
  private volatile @Nullable VectorTiles tiles;

  ExactIndex(VectorTable table) {
    this.table = table;
    this.dimension = table.dimension();
    this.tiles = VectorTiles.of(table);
  }

  @Override
  public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    VectorTiles vectors = tiles;
    if (vectors == null) {
      throw new IllegalStateException("the index is closed");
    }
    BestHits[] best =
        Stream.generate(() -> new BestHits(limit)).limit(queries.size()).toArray(BestHits[]::new);
    vectors.scan(
        queries,
        (query, firstRow, count, scores) ->
            best[query].offer(table, firstRow, count, scores, admits));
    return Arrays.stream(best).map(BestHits::list).toList();
  }

  @Override
  public void close() {
    tiles = null;
  }
}
