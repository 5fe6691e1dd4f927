package io.llmrec.core.encode;

import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One vector of several; see {@link UserEncoder#mean} and {@link UserEncoder#selfAttention}. */
record PooledUserEncoder(
    MultiVectorUserEncoder points, Function<List<WeightedEmbedding>, Optional<Embedding>> pool)
    implements UserEncoder {

  @Override
  public List<Optional<Embedding>> encode(List<UserContext> users) {
    return points.encode(users).stream().map(pool).toList();
  }

  /** Vectors that point opposite ways may cancel out, and then nothing is known of the user. */
  static Optional<Embedding> mean(List<WeightedEmbedding> vectors) {
    if (vectors.isEmpty()) {
      return Optional.empty();
    }
    double[] sum = new double[vectors.get(0).vector().dimension()];
    double total = 0;
    for (WeightedEmbedding one : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one.weight() * one.vector().get(i);
      }
      total += one.weight();
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= total;
    }
    return Attention.direction(sum);
  }
}
