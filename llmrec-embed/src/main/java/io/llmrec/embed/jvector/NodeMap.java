package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;

/**
 * Which rows of the table each node of the graph stands for: one, or all that have the same vector,
 * in the order of their ids. Immutable.
 */
final class NodeMap {

  /** The rows of node n are {@code rows[starts[n]]} to {@code rows[starts[n + 1] - 1]}. */
  private final int[] starts;

  private final int[] rows;

  /** Whether each node stands for the row of its number: then nothing needs to be looked up. */
  private final boolean same;

  private NodeMap(int[] starts, int[] rows) {
    this.starts = starts;
    this.rows = rows;
    this.same = isSame(starts, rows);
  }

  private static boolean isSame(int[] starts, int[] rows) {
    boolean same = rows.length == starts.length - 1;
    for (int i = 0; same && i < rows.length; i++) {
      same = rows[i] == i && starts[i] == i;
    }
    return same;
  }

  /** Of the node of each row, and the number of nodes. */
  static NodeMap of(int[] nodeByRow, int nodes, VectorTable table) {
    int[] starts = new int[nodes + 1];
    for (int node : nodeByRow) {
      starts[node + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      starts[node + 1] += starts[node];
    }
    int[] next = Arrays.copyOf(starts, nodes);
    int[] rows = new int[nodeByRow.length];
    for (int row = 0; row < rows.length; row++) {
      rows[next[nodeByRow[row]]++] = row;
    }
    NodeMap map = new NodeMap(starts, rows);
    map.sortById(table);
    return map;
  }

  private void sortById(VectorTable table) {
    for (int node = 0; node < nodes(); node++) {
      if (starts[node + 1] - starts[node] > 1) {
        int[] sorted =
            Arrays.stream(rows, starts[node], starts[node + 1])
                .boxed()
                .sorted(Comparator.comparing(table::id))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, rows, starts[node], sorted.length);
      }
    }
  }

  int nodes() {
    return starts.length - 1;
  }

  int firstRow(int node) {
    return rows[starts[node]];
  }

  /** Passes nodes of which a row passes. */
  IntPredicate any(IntPredicate test) {
    return same ? test : node -> any(node, test);
  }

  private boolean any(int node, IntPredicate test) {
    for (int i = starts[node]; i < starts[node + 1]; i++) {
      if (test.test(rows[i])) {
        return true;
      }
    }
    return false;
  }

  /** Offers the first {@code limit} rows of the node that pass. */
  void offer(int node, int limit, IntPredicate test, BestRows best, float score) {
    if (same) {
      if (test.test(node)) {
        best.offer(node, score);
      }
      return;
    }
    int passed = 0;
    for (int i = starts[node]; i < starts[node + 1] && passed < limit; i++) {
      if (test.test(rows[i])) {
        best.offer(rows[i], score);
        passed++;
      }
    }
  }

  /** The size of {@link #toBytes} for these numbers of nodes and rows. */
  static long byteLength(int nodes, int rows) {
    return (nodes + 1L + rows) * Integer.BYTES;
  }

  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(byteLength(nodes(), rows.length)));
    bytes.asIntBuffer().put(starts).put(rows);
    return bytes;
  }

  static NodeMap fromBytes(ByteBuffer bytes, int nodes, int rows) {
    IntBuffer numbers = bytes.asIntBuffer();
    int[] starts = new int[nodes + 1];
    int[] all = new int[rows];
    numbers.get(starts).get(all);
    return new NodeMap(starts, all);
  }
}
