package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random vectors, the same each time. */
final class Clusters {

  private Clusters() {}

  /** A table of vectors around random centres; ids are v0, v1, ... */
  static VectorTable table(int size, int dimension, int centres, long seed) {
    return table(vectors(size, dimension, centres, seed));
  }

  static VectorTable table(List<Embedding> vectors) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      ids.add("v" + i);
    }
    return VectorTable.of(ids, vectors);
  }

  /** Vectors whose cosine within a cluster is about one half; with 0 centres they are all over. */
  static List<Embedding> vectors(int size, int dimension, int centres, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> around = new ArrayList<>();
    for (int i = 0; i < centres; i++) {
      around.add(gaussian(random, new float[dimension]));
    }
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      float[] centre = centres == 0 ? new float[dimension] : around.get(random.nextInt(centres));
      vectors.add(Embedding.of(gaussian(random, centre)));
    }
    return vectors;
  }

  private static float[] gaussian(SplittableRandom random, float[] centre) {
    float[] values = centre.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) random.nextGaussian();
    }
    return values;
  }
}
