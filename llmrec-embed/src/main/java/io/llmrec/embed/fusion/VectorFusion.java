package io.llmrec.embed.fusion;

import io.llmrec.core.encode.Embedding;
import org.jspecify.annotations.Nullable;

/** Makes one vector of two of the same item. Safe for use by several threads. */
@FunctionalInterface
public interface VectorFusion {

  /**
   * One vector, always of the same dimension.
   *
   * @param first every item has it
   * @param second null for an item that lacks it
   */
  Embedding fuse(Embedding first, @Nullable Embedding second);

  /**
   * One behind the other: the cosine of two items is the weighted mean of their cosines in either
   * part. An item without the second vector has zeros there and is compared by the first alone. A
   * learned map over the result, such as {@code PairAlignment}, makes it a learned fusion.
   *
   * @param weight of the second part, above 0 and below 1; the first has the rest
   * @param secondDimension of the second vectors, at least 1
   */
  static VectorFusion concatenated(double weight, int secondDimension) {
    return new Concatenation(weight, secondDimension);
  }

  /**
   * The weighted sum of two vectors of one space, such as those of a text-image model; the first
   * alone where the second is missing or both cancel out.
   *
   * @param weight of the second part, above 0 and below 1; the first has the rest
   */
  static VectorFusion sum(double weight) {
    return new WeightedSum(weight);
  }
}
