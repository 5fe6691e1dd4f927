package io.llmrec.examples.bench;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.llmrec.core.encode.Embedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The library hnswlib-core; it cannot filter. */
final class HnswlibContender implements SearchContender {

  private @Nullable HnswIndex<Integer, float[], Entry, Float> index;

  private record Entry(Integer id, float[] vector, int dimensions)
      implements Item<Integer, float[]> {

    private static final long serialVersionUID = 1L;
  }

  @Override
  public void build(List<Embedding> vectors, Path folder) {
    int dimension = vectors.get(0).dimension();
    HnswIndex<Integer, float[], Entry, Float> built =
        HnswIndex.newBuilder(dimension, DistanceFunctions.FLOAT_INNER_PRODUCT, vectors.size())
            .withM(16) // twice as many in the lowest layer
            .withEfConstruction(100)
            .build();
    List<Entry> entries = new ArrayList<>(vectors.size());
    for (Embedding vector : vectors) {
      entries.add(new Entry(entries.size(), vector.toArray(), dimension));
    }
    try {
      built.addAll(entries, Runtime.getRuntime().availableProcessors(), (done, all) -> {}, 100_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    index = built;
  }

  @Override
  public int @Nullable [] search(Embedding query, int limit, int width, int every) {
    HnswIndex<Integer, float[], Entry, Float> open = index;
    if (open == null) {
      throw new IllegalStateException("not built");
    }
    if (every > 1) {
      return null;
    }
    open.setEf(width);
    return open.findNearest(query.toArray(), limit).stream()
        .mapToInt(result -> result.item().id())
        .toArray();
  }

  @Override
  public void close() {
    index = null;
  }
}
