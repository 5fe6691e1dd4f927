package io.llmrec.rank.ctr;

import io.llmrec.rank.network.DenseMatrix;
import io.llmrec.rank.train.Weights;

/**
 * What an item's numbers add at the places of the user's, in the sums of the first cross layer and
 * in the pull of the last one, see {@link CrossLinear}. Immutable and safe for use by several
 * threads.
 */
final class ItemLinks {

  private final float[][] cross;
  private final float[][] pullByItem;
  private final DenseMatrix crossToItem;
  private final DenseMatrix pullToItem;
  private final DenseMatrix crossMatrix;
  private final DenseMatrix pullMatrix;

  /** Of a head with at least 2 cross layers. */
  ItemLinks(CrossHead head, Weights weights, Sides sides) {
    int layers = head.crosses().size();
    float[] first = weights.values(head.crosses().get(0).name() + ".weight");
    float[] last = weights.values(head.crosses().get(layers - 1).name() + ".weight");
    float[] top = weights.values(head.last().name() + ".weight");
    int[] user = sides.user();
    int[] item = sides.item();
    cross = sides.block(first, user, item);
    pullByItem = sides.block(last, item, user);
    for (int k = 0; k < item.length; k++) {
      for (int j = 0; j < user.length; j++) {
        pullByItem[k][j] *= top[item[k]];
      }
    }
    crossToItem = DenseMatrix.of(cross);
    pullToItem = DenseMatrix.of(Sides.turned(pullByItem, user.length));
    crossMatrix = DenseMatrix.of(Sides.turned(cross, item.length));
    pullMatrix = DenseMatrix.of(pullByItem);
  }

  /** By the user's places, then the item's. */
  float[][] cross() {
    return cross;
  }

  /** By the item's places, then the user's. */
  float[][] pullByItem() {
    return pullByItem;
  }

  /** From an item's numbers to sums of the first layer at the user's places. */
  DenseMatrix crossMatrix() {
    return crossMatrix;
  }

  /** From an item's numbers to the pull at the user's places. */
  DenseMatrix pullMatrix() {
    return pullMatrix;
  }

  /**
   * What weights of sums and pull at the user's places come to as weights of an item's numbers.
   *
   * @param sums to be added to
   */
  void addTo(float[] sums, float[] ofCross, float[] ofPull) {
    crossToItem.addTo(sums, ofCross, 0);
    pullToItem.addTo(sums, ofPull, 0);
  }
}
