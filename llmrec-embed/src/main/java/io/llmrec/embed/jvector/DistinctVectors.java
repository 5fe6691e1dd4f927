package io.llmrec.embed.jvector;

import io.llmrec.core.StageException;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.hash.Hash64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The vectors of a table without repetition: many equal ones would fill each other's neighbour
 * lists and cut the graph apart. Every vector is checked, because a zero or a NaN silences a graph
 * without an error.
 */
final class DistinctVectors {

  /** How far a length may be from 1. */
  private static final double TOLERANCE = 0.01;

  private final List<float[]> vectors = new ArrayList<>();
  private final int[] nodeByRow;

  /** Open addressing: a node, or -1 where free. */
  private final int[] slots;

  private DistinctVectors(int rows) {
    nodeByRow = new int[rows];
    slots = new int[Integer.highestOneBit(Math.max(2, Math.min(rows, 1 << 28))) * 4];
    Arrays.fill(slots, -1);
  }

  /**
   * Reads a table.
   *
   * @throws StageException when a vector is not of length 1
   */
  static DistinctVectors of(VectorTable table) {
    DistinctVectors distinct = new DistinctVectors(table.size());
    for (int row = 0; row < table.size(); row++) {
      distinct.nodeByRow[row] = distinct.node(checked(table, row));
    }
    return distinct;
  }

  /**
   * Checks every vector of a table.
   *
   * @throws StageException when one is not of length 1
   */
  static void check(VectorTable table) {
    for (int row = 0; row < table.size(); row++) {
      checked(table, row);
    }
  }

  private static float[] checked(VectorTable table, int row) {
    float[] vector = new float[table.dimension()];
    table.copyTo(row, vector, 0);
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      squares += (double) vector[i] * vector[i];
      vector[i] += 0f; // turns -0 into 0, which is the same vector
    }
    double length = Math.sqrt(squares);
    if (!(Math.abs(length - 1) <= TOLERANCE)) {
      throw new StageException(
          "index",
          "the vector of item '%s' must be of length 1, was %s; encode the item again"
              .formatted(table.id(row), length));
    }
    return vector;
  }

  private int node(float[] vector) {
    int slot = (int) Hash64.mix(Arrays.hashCode(vector)) & (slots.length - 1);
    while (slots[slot] >= 0) {
      if (Arrays.equals(vectors.get(slots[slot]), vector)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = vectors.size();
    vectors.add(vector);
    return slots[slot];
  }

  /** By node. */
  List<float[]> vectors() {
    return vectors;
  }

  NodeMap map(VectorTable table) {
    return NodeMap.of(nodeByRow, vectors.size(), table);
  }
}
