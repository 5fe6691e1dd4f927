package io.llmrec.examples.bench;

import io.llmrec.core.encode.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Vectors in clusters, as encoders give them: a random centre plus noise, so that two of a cluster
 * have cosine 0.55.
 */
final class ClusteredVectors {

  private static final double NOISE = 0.9;

  private final int dimension;
  private final double[][] centres;
  private final Random random;

  ClusteredVectors(int dimension, int clusters, long seed) {
    this.dimension = dimension;
    this.random = new Random(seed);
    this.centres = new double[clusters][];
    for (int i = 0; i < clusters; i++) {
      centres[i] = gaussian(1);
    }
  }

  private double[] gaussian(double scale) {
    double[] values = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = random.nextGaussian() * scale;
    }
    return values;
  }

  List<Embedding> draw(int count) {
    List<Embedding> vectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double[] centre = centres[random.nextInt(centres.length)];
      double[] noise = gaussian(NOISE);
      float[] values = new float[dimension];
      for (int d = 0; d < dimension; d++) {
        values[d] = (float) (centre[d] + noise[d]);
      }
      vectors.add(Embedding.of(values));
    }
    return vectors;
  }
}
