package io.llmrec.core.encode;

/**
 * A vector and how much it counts beside others of the same user.
 *
 * @param vector where it points
 * @param weight more than 0, finite; only its ratio to the weights beside it matters
 */
public record WeightedEmbedding(Embedding vector, double weight) {

  /** Checks the weight. */
  public WeightedEmbedding {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight must be finite and more than 0, was " + weight);
    }
  }
}
