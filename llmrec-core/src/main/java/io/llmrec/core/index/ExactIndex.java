package io.llmrec.core.index;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Compares each query with every vector; see {@link Indexer#exact}.
 *
 * <p>The vectors are copied to one flat array, because a scan over it is bound by memory alone.
 */
final class ExactIndex implements VectorIndex {

  /** Best first: higher score, then smaller id. */
  static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::itemId);

  private final VectorTable table;
  private final int dimension;
  private volatile float[] flat;

  ExactIndex(VectorTable table) {
    this.table = table;
    this.dimension = table.dimension();
    long cells = (long) table.size() * dimension;
    if (cells > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "an exact index holds at most %d numbers, %d vectors of dimension %d are %d: use another indexer"
              .formatted(Integer.MAX_VALUE - 8, table.size(), dimension, cells));
    }
    flat = new float[(int) cells];
    for (int row = 0; row < table.size(); row++) {
      table.copyTo(row, flat, row * dimension);
    }
  }

  @Override
  public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    float[] vectors = flat;
    if (vectors.length == 0) {
      throw new IllegalStateException("the index is closed");
    }
    return queries.stream().map(query -> search(vectors, query, limit, admits)).toList();
  }

  private List<Hit> search(float[] vectors, Embedding query, int limit, Predicate<String> admits) {
    if (query.dimension() != dimension) {
      throw new IllegalArgumentException(
          "query must be of dimension %d like the index, was %d"
              .formatted(dimension, query.dimension()));
    }
    float[] wanted = query.toArray();
    PriorityQueue<Hit> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
    for (int row = 0; row < table.size(); row++) {
      float score = DotProduct.of(wanted, vectors, row * dimension);
      if (worstFirst.size() == limit && score < worstFirst.element().score()) {
        continue;
      }
      String id = table.id(row);
      if (admits.test(id)) {
        worstFirst.add(new Hit(id, score));
        if (worstFirst.size() > limit) {
          worstFirst.remove();
        }
      }
    }
    return worstFirst.stream().sorted(BEST_FIRST).toList();
  }

  @Override
  public void close() {
    flat = new float[0];
  }
}
