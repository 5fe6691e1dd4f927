package io.llmrec.rank.ctr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item with what a model computes of it alone.
 *
 * @param row its features encoded, the others' places 0
 * @param x its fields' numbers in their places, the others' 0
 * @param sums of its fields, where the backbone has them
 * @param packed what {@link CrossPacking} makes of both, in their place
 */
record PreparedItem(
    int[] row, float[] x, @Nullable CrossSums sums, CrossPacking.@Nullable Packed packed) {

  /** What was packed; the model must be one that packs. */
  CrossPacking.Packed vector() {
    return Objects.requireNonNull(packed);
  }
}
