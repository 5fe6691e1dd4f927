package io.llmrec.embed.adaptor;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import java.util.Collection;

/**
 * Learns from pairs of items which directions of their vectors matter: those in which the two of a
 * pair agree. The symmetric case of regularised canonical correlation (Hotelling, 1936), in closed
 * form: no steps, no seed. Over concatenated vectors of text and picture it is their learned
 * fusion.
 *
 * <p>With w the whitened vectors, C the mean of {@code (w_a w_b' + w_b w_a') / 2} over the pairs
 * and {@code C = V diag(c) V'}, the image is {@code diag(c^(sharpness / 2)) V' w} over the largest
 * c above 0.
 */
public final class PairAlignment {

  private PairAlignment() {}

  /**
   * Fits a map.
   *
   * @param encoder fingerprint of what made the vectors, empty where it has none
   * @param vectors of all items, at least 2; the whitening is theirs
   * @param byItem the same vectors by id
   * @param pairs those with an item without a vector are passed over
   * @throws IllegalArgumentException when no pair is left, the vectors are all the same, or the
   *     dimension is larger than theirs
   */
  public static LinearMap fit(
      String encoder,
      Collection<Embedding> vectors,
      ItemVectors byItem,
      Collection<ItemPair> pairs,
      AlignmentOptions options) {
    LinearMap white =
        Whitening.fit(
            encoder,
            vectors,
            new WhiteningOptions(WhiteningOptions.Kind.PCA, 0, options.regularisation()));
    float[] mean = white.mean();
    if (options.dimension() > mean.length) {
      throw new IllegalArgumentException(
          "dimension must be at most %d, that of the vectors, was %d"
              .formatted(mean.length, options.dimension()));
    }
    Agreement agreement = Agreement.of(mean, byItem, pairs);
    double[][] whiteRows = rows(white.matrix(), mean.length);
    SymmetricEigen eigen = SymmetricEigen.of(agreement.whitened(whiteRows));
    float[] matrix = matrix(whiteRows, eigen, options);
    String learnedFrom =
        "pairs %s of %d vectors, %d pairs".formatted(options, vectors.size(), agreement.count());
    return new LinearMap(encoder, learnedFrom, mean, matrix);
  }

  private static double[][] rows(float[] matrix, int n) {
    double[][] rows = new double[n][n];
    for (int i = 0; i < n * n; i++) {
      rows[i / n][i % n] = matrix[i];
    }
    return rows;
  }

  private static float[] matrix(double[][] white, SymmetricEigen eigen, AlignmentOptions options) {
    int n = white.length;
    float[] matrix = new float[n * options.dimension()];
    for (int k = 0; k < options.dimension(); k++) {
      double agreement = Math.max(0, eigen.values()[k]);
      double scale = agreement == 0 ? 0 : StrictMath.pow(agreement, options.sharpness() / 2);
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += white[i][j] * eigen.vectors()[k][j];
        }
        matrix[i * options.dimension() + k] = (float) (scale * sum);
      }
    }
    return matrix;
  }

  /** The mean product of the centred vectors of a pair, made symmetric. */
  private record Agreement(double[][] products, int count) {

    static Agreement of(float[] mean, ItemVectors byItem, Collection<ItemPair> pairs) {
      int n = mean.length;
      double[][] products = new double[n][n];
      int count = 0;
      for (ItemPair pair : pairs) {
        Embedding first = byItem.find(pair.first());
        Embedding second = byItem.find(pair.second());
        if (first != null && second != null) {
          add(products, centred(first, mean), centred(second, mean));
          count++;
        }
      }
      if (count == 0) {
        throw new IllegalArgumentException(
            "pairs of items that have vectors must be at least 1, were 0 of " + pairs.size());
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double both = (products[i][j] + products[j][i]) / (2.0 * count);
          products[i][j] = both;
          products[j][i] = both;
        }
      }
      return new Agreement(products, count);
    }

    private static double[] centred(Embedding vector, float[] mean) {
      double[] centred = new double[mean.length];
      for (int i = 0; i < centred.length; i++) {
        centred[i] = vector.get(i) - mean[i];
      }
      return centred;
    }

    private static void add(double[][] products, double[] first, double[] second) {
      for (int i = 0; i < first.length; i++) {
        double[] row = products[i];
        for (int j = 0; j < second.length; j++) {
          row[j] += first[i] * second[j];
        }
      }
    }

    /** W' C W. */
    double[][] whitened(double[][] white) {
      return times(transposed(white), times(products, white));
    }

    private static double[][] transposed(double[][] a) {
      double[][] transposed = new double[a[0].length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a[0].length; j++) {
          transposed[j][i] = a[i][j];
        }
      }
      return transposed;
    }

    private static double[][] times(double[][] a, double[][] b) {
      double[][] product = new double[a.length][b[0].length];
      for (int i = 0; i < a.length; i++) {
        for (int k = 0; k < b.length; k++) {
          double weight = a[i][k];
          for (int j = 0; j < b[0].length; j++) {
            product[i][j] += weight * b[k][j];
          }
        }
      }
      return product;
    }
  }
}
