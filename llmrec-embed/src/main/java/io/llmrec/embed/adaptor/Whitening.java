package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import java.util.Collection;

/**
 * Makes vectors spread evenly: the mean is taken away and every direction is divided by its
 * deviation, so that what all texts have in common no longer rules the cosine (Su et al.,
 * "Whitening sentence representations for better semantics and faster retrieval", 2021). Learns
 * from the vectors alone.
 */
public final class Whitening {

  private Whitening() {}

  /**
   * Fits a map: with covariance {@code U diag(v) U'} and r the regularisation times the mean of v,
   * {@code W = U diag(1 / sqrt(v + r))}, times {@code U'} for ZCA. Directions without any variance
   * become 0.
   *
   * @param encoder fingerprint of what made the vectors, empty where it has none
   * @param vectors at least 2, of one dimension
   * @throws IllegalArgumentException when they are all the same, or fewer dimensions than asked for
   */
  public static LinearMap fit(
      String encoder, Collection<Embedding> vectors, WhiteningOptions options) {
    Moments moments = Moments.of(vectors);
    int n = moments.mean().length;
    if (options.dimension() > n) {
      throw new IllegalArgumentException(
          "dimension must be at most %d, that of the vectors, was %d"
              .formatted(n, options.dimension()));
    }
    SymmetricEigen eigen = SymmetricEigen.of(moments.covariance());
    double[] scales = scales(eigen.values(), options.regularisation());
    int kept = options.dimension() == 0 ? n : options.dimension();
    float[] matrix =
        options.kind() == WhiteningOptions.Kind.PCA
            ? pca(eigen.vectors(), scales, kept)
            : zca(eigen.vectors(), scales);
    return new LinearMap(
        encoder, "whitening " + options + " of " + vectors.size(), floats(moments.mean()), matrix);
  }

  /** What each direction is multiplied by. */
  static double[] scales(double[] variances, double regularisation) {
    double mean = 0;
    for (double variance : variances) {
      mean += Math.max(0, variance) / variances.length;
    }
    if (!(mean > 1e-12)) {
      throw new IllegalArgumentException("vectors must differ, all are the same");
    }
    double[] scales = new double[variances.length];
    for (int i = 0; i < scales.length; i++) {
      // What is left of a direction without variance is rounding and must not be blown up.
      scales[i] =
          variances[i] < 1e-9 * variances[0]
              ? 0
              : 1 / Math.sqrt(variances[i] + regularisation * mean);
    }
    return scales;
  }

  private static float[] pca(double[][] vectors, double[] scales, int kept) {
    int n = vectors.length;
    float[] matrix = new float[n * kept];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < kept; j++) {
        matrix[i * kept + j] = (float) (vectors[j][i] * scales[j]);
      }
    }
    return matrix;
  }

  private static float[] zca(double[][] vectors, double[] scales) {
    int n = vectors.length;
    double[] sum = new double[n * n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        double weight = scales[k] * vectors[k][i];
        for (int j = 0; j < n; j++) {
          sum[i * n + j] += weight * vectors[k][j];
        }
      }
    }
    return floats(sum);
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
