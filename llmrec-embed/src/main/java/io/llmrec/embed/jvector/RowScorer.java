package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.vector.DefaultVectorizationProvider;
import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.List;

/**
 * The cosines of some queries to rows of a table, a block of rows at a time: the processor waits
 * for the memory of several rows at once. Not safe for use by several threads.
 */
final class RowScorer {

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  /** Without wide registers the library's loop over a part of an array is the slower one. */
  private static final boolean WIDE =
      !(VectorizationProvider.getInstance() instanceof DefaultVectorizationProvider);

  /** A block stays in the processor's first cache. */
  private static final int BLOCK_FLOATS = 4096;

  private static final int MOST_ROWS = 64;

  private final VectorTable table;
  private final int dimension;
  private final float[][] queries;
  private final VectorFloat<?>[] vectors;
  private final float[] rows;

  /** The same memory as {@link #rows}: the library's vectors do not copy their array. */
  private final VectorFloat<?> rowVectors;

  RowScorer(VectorTable table, List<Embedding> queries) {
    this(table, queries, newBlock(table.dimension()));
  }

  /** With the {@link #rows} of another one that is done. */
  RowScorer(VectorTable table, List<Embedding> queries, float[] rows) {
    this.table = table;
    this.dimension = table.dimension();
    this.queries = queries.stream().map(Embedding::toArray).toArray(float[][]::new);
    this.vectors = new VectorFloat<?>[this.queries.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = TYPES.createFloatVector(this.queries[i]);
    }
    this.rows = rows;
    this.rowVectors = TYPES.createFloatVector(rows);
  }

  private static float[] newBlock(int dimension) {
    return new float[dimension * Math.min(MOST_ROWS, Math.max(1, BLOCK_FLOATS / dimension))];
  }

  /** The memory of the rows loaded. */
  float[] rows() {
    return rows;
  }

  /** How many rows can be loaded at once. */
  int block() {
    return rows.length / dimension;
  }

  /** Reads rows, which the next calls are about. */
  void load(int[] indexes, int count) {
    for (int i = 0; i < count; i++) {
      table.copyTo(indexes[i], rows, i * dimension);
    }
  }

  /** The cosine to one of the rows loaded but for rounding, with the widest registers there are. */
  float roughScore(int query, int loaded) {
    return WIDE
        ? VectorUtil.dotProduct(vectors[query], 0, rowVectors, loaded * dimension, dimension)
        : score(query, loaded);
  }

  /** The cosine to one of the rows loaded as a scan in core gives it, to the bit. */
  float score(int query, int loaded) {
    return DotProduct.of(queries[query], rows, loaded * dimension);
  }
}
