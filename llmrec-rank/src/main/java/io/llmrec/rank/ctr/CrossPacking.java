package io.llmrec.rank.ctr;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.rank.ctr.CrossServing.Terms;
import io.llmrec.rank.train.Weights;
import java.util.List;

/**
 * Two cross layers and a linear function of them as one dot product of a vector of the user's and
 * one of the item's, where no field depends on both.
 *
 * <p>With the sums of {@link Terms}, {@code a} and {@code b} of the first layer and {@code c} and
 * {@code d} of the last one turned round, for user and item, the number is the sum over all places
 * of {@code (c + d) x (1 + a + b)}. At an item's place it is {@code c x (1 + b) + a d x + a c x},
 * and what is the item's alone. At a user's place it is {@code x b d}, what is the user's alone,
 * and two terms that are linear in the item's numbers, since {@code b} and {@code d} are. Immutable
 * and safe for use by several threads.
 */
final class CrossPacking {

  private final int[] user;
  private final int[] item;
  private final float[][] first;
  private final float[][] last;

  /**
   * A packing.
   *
   * @param user the places of the user's numbers
   * @param item the places of the item's numbers, all others
   */
  CrossPacking(CrossHead head, Weights weights, List<Integer> user, List<Integer> item) {
    this.user = user.stream().mapToInt(Integer::intValue).toArray();
    this.item = item.stream().mapToInt(Integer::intValue).toArray();
    int numbers = this.user.length + this.item.length;
    float[] firstMatrix = weights.values(head.crosses().get(0).name() + ".weight");
    float[] lastMatrix = weights.values(head.crosses().get(1).name() + ".weight");
    float[] top = weights.values(head.last().name() + ".weight");
    first = new float[this.item.length][this.user.length];
    last = new float[this.item.length][this.user.length];
    for (int k = 0; k < this.item.length; k++) {
      int own = this.item[k];
      for (int j = 0; j < this.user.length; j++) {
        first[k][j] = firstMatrix[this.user[j] * numbers + own];
        last[k][j] = top[own] * lastMatrix[own * numbers + this.user[j]];
      }
    }
  }

  /** How many numbers a packed item has before the sums of its perceptron. */
  int width() {
    return user.length + 3 * item.length;
  }

  /**
   * The item's vector, then its sums of the perceptron, then what is the item's alone.
   *
   * @param x the item's numbers in their places
   */
  float[] item(float[] x, Terms terms) {
    float[] packed = new float[width() + terms.deep().length + 1];
    float constant = terms.constant()[0];
    for (int j = 0; j < user.length; j++) {
      packed[j] = terms.cross()[user[j]] * terms.pull()[user[j]];
    }
    int n = item.length;
    for (int k = 0; k < n; k++) {
      float value = x[item[k]];
      float grown = value * (1 + terms.cross()[item[k]]);
      float pull = terms.pull()[item[k]];
      packed[user.length + k] = grown;
      packed[user.length + n + k] = value * pull;
      packed[user.length + 2 * n + k] = value;
      constant += grown * pull;
    }
    System.arraycopy(terms.deep(), 0, packed, width(), terms.deep().length);
    packed[packed.length - 1] = constant;
    return packed;
  }

  /**
   * The user's vector, then what is the user's alone.
   *
   * @param x the user's numbers in their places
   * @param terms with the biases
   */
  float[] user(float[] x, Terms terms) {
    float[] packed = new float[width() + 1];
    float[] grown = new float[user.length];
    float[] pulled = new float[user.length];
    float constant = terms.constant()[0];
    for (int j = 0; j < user.length; j++) {
      float value = x[user[j]];
      grown[j] = value * (1 + terms.cross()[user[j]]);
      pulled[j] = value * terms.pull()[user[j]];
      packed[j] = value;
      constant += grown[j] * terms.pull()[user[j]];
    }
    int n = item.length;
    for (int k = 0; k < n; k++) {
      float a = terms.cross()[item[k]];
      float c = terms.pull()[item[k]];
      packed[user.length + k] = c;
      packed[user.length + n + k] = a;
      packed[user.length + 2 * n + k] =
          a * c + DotProduct.of(last[k], grown, 0) + DotProduct.of(first[k], pulled, 0);
    }
    packed[packed.length - 1] = constant;
    return packed;
  }
}
