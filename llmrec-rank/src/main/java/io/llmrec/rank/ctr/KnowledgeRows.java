package io.llmrec.rank.ctr;

import io.llmrec.core.index.VectorTable;
import io.llmrec.rank.train.EmbeddingTable;

/**
 * Frozen vectors as a network's rows: row 0 is that of the missing, all 0 and at last a 1; row r +
 * 1 is row r of the table and a 0.
 */
final class KnowledgeRows {

  private final String name;
  private final VectorTable table;

  KnowledgeRows(String feature, VectorTable table) {
    this.name = "vector." + feature;
    this.table = table;
  }

  /** Its numbers with the mark of the missing. */
  int width() {
    return table.dimension() + 1;
  }

  int rows() {
    return table.size() + 1;
  }

  /** Writes a row into an array of 0. */
  void copy(int row, float[] target, int offset) {
    if (row == 0) {
      target[offset + table.dimension()] = 1;
    } else {
      table.copyTo(row - 1, target, offset);
      target[offset + table.dimension()] = 0;
    }
  }

  /** The rows for a graph. */
  EmbeddingTable frozen() {
    return EmbeddingTable.frozen(name, rows(), width(), this::copy);
  }
}
