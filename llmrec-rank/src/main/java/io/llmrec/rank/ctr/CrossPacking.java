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

  /**
   * One side's vector, in four parts of one length, so that parts are multiplied side by side.
   *
   * @param parts of the vector
   * @param deep sums of the perceptron
   * @param constant what is this side's alone
   */
  record Packed(float[][] parts, float[] deep, float constant) {}

  private float[][] empty() {
    return new float[4][Math.max(user.length, item.length)];
  }

  /**
   * The item's vector.
   *
   * @param x the item's numbers in their places
   */
  Packed item(float[] x, Terms terms) {
    float[][] parts = empty();
    float constant = terms.constant()[0];
    for (int j = 0; j < user.length; j++) {
      parts[0][j] = terms.cross()[user[j]] * terms.pull()[user[j]];
    }
    for (int k = 0; k < item.length; k++) {
      float value = x[item[k]];
      float grown = value * (1 + terms.cross()[item[k]]);
      float pull = terms.pull()[item[k]];
      parts[1][k] = grown;
      parts[2][k] = value * pull;
      parts[3][k] = value;
      constant += grown * pull;
    }
    return new Packed(parts, terms.deep(), constant);
  }

  /**
   * The user's vector.
   *
   * @param x the user's numbers in their places
   * @param terms with the biases
   */
  Packed user(float[] x, Terms terms) {
    float[][] parts = empty();
    float[] grown = new float[user.length];
    float[] pulled = new float[user.length];
    float constant = terms.constant()[0];
    for (int j = 0; j < user.length; j++) {
      float value = x[user[j]];
      grown[j] = value * (1 + terms.cross()[user[j]]);
      pulled[j] = value * terms.pull()[user[j]];
      parts[0][j] = value;
      constant += grown[j] * terms.pull()[user[j]];
    }
    for (int k = 0; k < item.length; k++) {
      float a = terms.cross()[item[k]];
      float c = terms.pull()[item[k]];
      parts[1][k] = c;
      parts[2][k] = a;
      parts[3][k] = a * c + DotProduct.of(last[k], grown, 0) + DotProduct.of(first[k], pulled, 0);
    }
    return new Packed(parts, terms.deep(), constant);
  }

  /** Writes the products of both sides' vectors, of all four parts together. */
  static void multiply(float[][] a, float[][] b, float[] target) {
    float[] a0 = a[0];
    float[] a1 = a[1];
    float[] a2 = a[2];
    float[] a3 = a[3];
    float[] b0 = b[0];
    float[] b1 = b[1];
    float[] b2 = b[2];
    float[] b3 = b[3];
    for (int i = 0; i < target.length; i++) {
      target[i] = a0[i] * b0[i] + a1[i] * b1[i] + (a2[i] * b2[i] + a3[i] * b3[i]);
    }
  }
}
