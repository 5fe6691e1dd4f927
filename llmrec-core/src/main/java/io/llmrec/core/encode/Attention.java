package io.llmrec.core.encode;

import java.util.List;
import java.util.Optional;

/**
 * A weighted mean in which those vectors count most that lie close to a query: {@code sum a_i x_i}
 * with {@code a_i} proportional to {@code w_i exp(q . x_i / temperature)} (scaled dot-product
 * attention, Vaswani et al., 2017, without learned projections).
 */
public final class Attention {

  /** Below this length a mean points nowhere. */
  private static final double NOWHERE = 1e-6;

  private final double temperature;

  /**
   * Attention of a sharpness.
   *
   * @param temperature more than 0, finite: a cosine higher by this much counts e times as much; a
   *     large one gives the plain weighted mean, one near 0 the closest vector alone
   */
  public Attention(double temperature) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature must be finite and more than 0, was " + temperature);
    }
    this.temperature = temperature;
  }

  /** The mean as seen from a query; empty where there are no vectors or they cancel out. */
  public Optional<Embedding> pool(Embedding query, List<WeightedEmbedding> vectors) {
    if (vectors.isEmpty()) {
      return Optional.empty();
    }
    return direction(add(new double[query.dimension()], 1, query, vectors));
  }

  /**
   * The mean over all vectors as queries, {@code sum w_i pool(x_i)}: what many of them have in
   * common counts more than what stands alone. Empty where there are none or they cancel out.
   */
  public Optional<Embedding> selfPool(List<WeightedEmbedding> vectors) {
    if (vectors.isEmpty()) {
      return Optional.empty();
    }
    double total = vectors.stream().mapToDouble(WeightedEmbedding::weight).sum();
    double[] sum = new double[vectors.get(0).vector().dimension()];
    for (WeightedEmbedding query : vectors) {
      add(sum, query.weight() / total, query.vector(), vectors);
    }
    return direction(sum);
  }

  private double[] add(
      double[] sum, double share, Embedding query, List<WeightedEmbedding> vectors) {
    double[] weights = weights(query, vectors);
    for (int i = 0; i < weights.length; i++) {
      Embedding vector = vectors.get(i).vector();
      for (int j = 0; j < sum.length; j++) {
        sum[j] += share * weights[i] * vector.get(j);
      }
    }
    return sum;
  }

  /** The shares of the vectors, which add up to 1; the largest exponent is 0. */
  private double[] weights(Embedding query, List<WeightedEmbedding> vectors) {
    double[] weights = new double[vectors.size()];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      WeightedEmbedding one = vectors.get(i);
      weights[i] = query.dot(one.vector()) / temperature + StrictMath.log(one.weight());
      most = Math.max(most, weights[i]);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.exp(weights[i] - most);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  static Optional<Embedding> direction(double[] mean) {
    float[] values = new float[mean.length];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) mean[i];
      squares += mean[i] * mean[i];
    }
    return squares < NOWHERE * NOWHERE ? Optional.empty() : Optional.of(Embedding.of(values));
  }
}
