package io.llmrec.examples.bench;

import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.llmrec.core.encode.Embedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * Compares the rows that are admitted, one after the other, and knows beforehand which they are.
 */
final class ScanContender implements SearchContender {

  private record Scored(int row, float score) {}

  private final List<VectorFloat<?>> rows = new ArrayList<>();

  @Override
  public void build(List<Embedding> vectors, Path folder) {
    vectors.forEach(vector -> rows.add(wrap(vector)));
  }

  private static VectorFloat<?> wrap(Embedding vector) {
    return VectorizationProvider.getInstance()
        .getVectorTypeSupport()
        .createFloatVector(vector.toArray());
  }

  @Override
  public int[] search(Embedding query, int limit, int width, int every) {
    Best best = new Best(query, limit);
    for (int row = 0; row < rows.size(); row += every) {
      best.compare(row);
    }
    return best.rows();
  }

  /** Among rows that are known. */
  int[] search(Embedding query, int limit, int[] admitted) {
    Best best = new Best(query, limit);
    for (int row : admitted) {
      best.compare(row);
    }
    return best.rows();
  }

  /** Among rows that are asked about. */
  int[] search(Embedding query, int limit, IntPredicate admits) {
    Best best = new Best(query, limit);
    for (int row = 0; row < rows.size(); row++) {
      if (admits.test(row)) {
        best.compare(row);
      }
    }
    return best.rows();
  }

  /** The nearest to one query so far. */
  private final class Best {

    private final VectorFloat<?> wanted;
    private final int limit;
    private final PriorityQueue<Scored> best =
        new PriorityQueue<>(Comparator.comparingDouble(Scored::score));

    Best(Embedding query, int limit) {
      this.wanted = wrap(query);
      this.limit = limit;
    }

    void compare(int row) {
      float score = VectorUtil.dotProduct(wanted, rows.get(row));
      if (best.size() < limit || score > best.element().score()) {
        best.add(new Scored(row, score));
        if (best.size() > limit) {
          best.remove();
        }
      }
    }

    int[] rows() {
      return best.stream().mapToInt(Scored::row).toArray();
    }
  }

  @Override
  public void close() {
    rows.clear();
  }
}
