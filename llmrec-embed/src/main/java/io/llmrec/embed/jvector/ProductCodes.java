package io.llmrec.embed.jvector;

import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Trains the codes of product quantization, and encodes. */
final class ProductCodes {

  /** One byte stands for this many components. */
  private static final int COMPONENTS_PER_BYTE = 4;

  /** Values of a byte. */
  private static final int CLUSTERS = 256;

  /** Enough for 256 clusters in 4 dimensions; the library would take 128,000. */
  private static final int TRAINING_ROWS = 25_000;

  /** No weight for the error along the vector. */
  private static final float UNWEIGHTED = -1;

  private ProductCodes() {}

  static PQVectors of(List<VectorFloat<?>> vectors, int dimension, ForkJoinPool pool) {
    ProductQuantization trained =
        ProductQuantization.compute(
            new ListRandomAccessVectorValues(sample(vectors), dimension),
            Math.max(1, dimension / COMPONENTS_PER_BYTE),
            CLUSTERS,
            false, // a dot product does not bear a shifted origin
            UNWEIGHTED,
            pool,
            pool);
    return trained.encodeAll(new ListRandomAccessVectorValues(vectors, dimension), pool);
  }

  /** Rows at equal distances. */
  private static List<VectorFloat<?>> sample(List<VectorFloat<?>> vectors) {
    if (vectors.size() <= TRAINING_ROWS) {
      return vectors;
    }
    List<VectorFloat<?>> sample = new ArrayList<>(TRAINING_ROWS);
    for (int i = 0; i < TRAINING_ROWS; i++) {
      sample.add(vectors.get((int) ((long) i * vectors.size() / TRAINING_ROWS)));
    }
    return sample;
  }
}
