package io.llmrec.embed.jvector;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;

/** The cosine of one query to rows of a table. Not safe for use by several threads. */
final class RowScorer {

  private final VectorTable table;
  private final float[] query;
  private final float[] row;

  RowScorer(VectorTable table, Embedding query) {
    this.table = table;
    this.query = query.toArray();
    this.row = new float[this.query.length];
  }

  float score(int index) {
    table.copyTo(index, row, 0);
    return DotProduct.of(query, row, 0);
  }
}
