package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import java.util.Collection;

/**
 * Mean and covariance of some vectors.
 *
 * @param mean of each component
 * @param covariance divided by the number of vectors
 */
record Moments(double[] mean, double[][] covariance) {

  /** Of at least two vectors of one dimension. */
  static Moments of(Collection<Embedding> vectors) {
    if (vectors.size() < 2) {
      throw new IllegalArgumentException(
          "vectors must be at least 2, were %d".formatted(vectors.size()));
    }
    int n = vectors.iterator().next().dimension();
    double[] mean = new double[n];
    for (Embedding vector : vectors) {
      if (vector.dimension() != n) {
        throw new IllegalArgumentException(
            "dimensions must be equal, were %d and %d".formatted(n, vector.dimension()));
      }
      for (int i = 0; i < n; i++) {
        mean[i] += vector.get(i) / vectors.size();
      }
    }
    double[][] covariance = new double[n][n];
    double[] centred = new double[n];
    for (Embedding vector : vectors) {
      for (int i = 0; i < n; i++) {
        centred[i] = vector.get(i) - mean[i];
      }
      add(covariance, centred, 1.0 / vectors.size());
    }
    mirror(covariance);
    return new Moments(mean, covariance);
  }

  /** Adds to the upper triangle alone. */
  private static void add(double[][] covariance, double[] centred, double share) {
    for (int i = 0; i < centred.length; i++) {
      double weight = share * centred[i];
      double[] row = covariance[i];
      for (int j = i; j < centred.length; j++) {
        row[j] += weight * centred[j];
      }
    }
  }

  static void mirror(double[][] upper) {
    for (int i = 0; i < upper.length; i++) {
      for (int j = 0; j < i; j++) {
        upper[i][j] = upper[j][i];
      }
    }
  }
}
