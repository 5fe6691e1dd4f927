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
    VectorFloat<?> wanted = wrap(query);
    PriorityQueue<Scored> best = new PriorityQueue<>(Comparator.comparingDouble(Scored::score));
    for (int row = 0; row < rows.size(); row += every) {
      float score = VectorUtil.dotProduct(wanted, rows.get(row));
      if (best.size() < limit || score > best.element().score()) {
        best.add(new Scored(row, score));
        if (best.size() > limit) {
          best.remove();
        }
      }
    }
    return best.stream().mapToInt(Scored::row).toArray();
  }

  @Override
  public void close() {
    rows.clear();
  }
}
