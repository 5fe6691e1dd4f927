package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.List;

/**
 * The cosines of some queries to rows of a table, one row at a time. Not safe for use by several
 * threads.
 */
final class RowScorer {

  private static final VectorTypeSupport TYPES =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final VectorTable table;
  private final float[][] queries;
  private final VectorFloat<?>[] vectors;
  private final float[] row;

  /** The same memory as {@link #row}: the library's vectors do not copy their array. */
  private final VectorFloat<?> rowVector;

  RowScorer(VectorTable table, List<Embedding> queries) {
    this.table = table;
    this.queries = queries.stream().map(Embedding::toArray).toArray(float[][]::new);
    this.vectors = new VectorFloat<?>[this.queries.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = TYPES.createFloatVector(this.queries[i]);
    }
    this.row = new float[table.dimension()];
    this.rowVector = TYPES.createFloatVector(row);
  }

  /** Reads a row, which the next calls are about. */
  void load(int index) {
    table.copyTo(index, row, 0);
  }

  /** The cosine but for rounding, with the widest registers there are. */
  float roughScore(int query) {
    return VectorUtil.dotProduct(vectors[query], rowVector);
  }

  /** The cosine as a scan in core gives it, to the bit. */
  float score(int query) {
    return DotProduct.of(queries[query], row, 0);
  }
}
