package io.llmrec.embed.jvector;

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
    return dot(query, row);
  }

  /**
   * Eight sums instead of one let the compiler use wide registers without changing the additions'
   * order.
   */
  private static float dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 7 < a.length; i += 8) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
      s4 += a[i + 4] * b[i + 4];
      s5 += a[i + 5] * b[i + 5];
      s6 += a[i + 6] * b[i + 6];
      s7 += a[i + 7] * b[i + 7];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }
}
