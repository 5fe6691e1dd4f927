package io.llmrec.embed.fusion;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprinted;
import org.jspecify.annotations.Nullable;

/** See {@link VectorFusion#sum}. */
record WeightedSum(double weight) implements VectorFusion, Fingerprinted {

  /** Below this length a sum points nowhere. */
  private static final double NOWHERE = 1e-6;

  WeightedSum {
    checkWeight(weight);
  }

  static void checkWeight(double weight) {
    if (!(weight > 0 && weight < 1)) {
      throw new IllegalArgumentException("weight must be above 0 and below 1, was " + weight);
    }
  }

  @Override
  public Embedding fuse(Embedding first, @Nullable Embedding second) {
    if (second == null) {
      return first;
    }
    if (second.dimension() != first.dimension()) {
      throw new IllegalArgumentException(
          "dimensions must be equal, were %d and %d"
              .formatted(first.dimension(), second.dimension()));
    }
    float[] sum = new float[first.dimension()];
    double squares = 0;
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) ((1 - weight) * first.get(i) + weight * second.get(i));
      squares += (double) sum[i] * sum[i];
    }
    return squares < NOWHERE * NOWHERE ? first : Embedding.of(sum);
  }

  @Override
  public String fingerprint() {
    return "sum " + weight;
  }
}
