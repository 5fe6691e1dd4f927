package io.llmrec.rank.ctr;

import io.llmrec.rank.ctr.MiddleCross.Joint;
import io.llmrec.rank.ctr.MiddleCross.User;
import io.llmrec.rank.train.Weights;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two or three cross layers and a linear function of them as one dot product of a vector of the
 * user's and one of the item's, where no field depends on both; with three layers {@link
 * MiddleCross} adds what is left.
 *
 * <p>With {@link CrossLinear}'s sums, {@code a} and {@code b} of the first layer and {@code c} and
 * {@code d} of the last one turned round, for user and item, two layers give the sum over all
 * places of {@code (c + d) x (1 + a + b)}. At an item's place it is {@code c x (1 + b) + a d x + a
 * c x}, and what is the item's alone. At a user's place it is {@code x b d}, what is the user's
 * alone, and two terms that are linear in the item's numbers, since {@code b} and {@code d} are. A
 * third layer adds to each of these. Immutable and safe for use by several threads.
 */
final class CrossPacking {

  /** Candidates that are computed together. */
  private static final int TOGETHER = 50;

  /** Which part of an item's vector holds its numbers as they are. */
  private static final int NUMBERS = 3;

  private final CrossLinear linear;
  private final List<Range> userFields;
  private final List<Range> itemFields;
  private final Sides sides;
  private final ItemLinks links;
  private final @Nullable MiddleCross middle;
  private final DeepServing deep;

  /**
   * A packing.
   *
   * @param head one that {@link #packs} says yes to
   * @param userFields the places of the user's fields
   * @param itemFields the places of the item's fields, all others
   */
  CrossPacking(CrossHead head, Weights weights, List<Range> userFields, List<Range> itemFields) {
    this.linear = new CrossLinear(head, weights);
    this.userFields = userFields;
    this.itemFields = itemFields;
    this.sides = Sides.of(userFields, itemFields);
    this.links = new ItemLinks(head, weights, sides);
    this.middle =
        head.crosses().size() == 2
            ? null
            : new MiddleCross(head.crosses().get(1).name(), weights, sides, links);
    this.deep = new DeepServing(head, weights, linear.deep());
  }

  /** Whether a head has as many layers as can be packed. */
  static boolean packs(CrossHead head) {
    int layers = head.crosses().size();
    return layers == 2 || layers == 3;
  }

  /**
   * One side's vector.
   *
   * @param parts of the vector, of one length, so that they are multiplied side by side
   * @param deep sums of the perceptron
   * @param constant what is this side's alone
   */
  record Packed(float[][] parts, float[] deep, float constant) {}

  /** The item's vector, from its numbers in their places. */
  Packed item(float[] x) {
    CrossSums sums = linear.plus(linear.none(), x, itemFields);
    int users = sides.user().length;
    Half own = new Half(sums, x, sides.item(), users, new float[sides.numbers()]);
    float[][] parts = empty();
    for (int j = 0; j < users; j++) {
      parts[0][j] = own.cross[j] * (own.pull[j] + own.back[j]) + own.pull[j] * own.forth[j];
    }
    for (int k = 0; k < own.numbers.length; k++) {
      parts[1][k] = own.grown[k];
      parts[2][k] = own.pulled[k];
      parts[NUMBERS][k] = own.numbers[k];
      if (middle != null) {
        parts[4][k] = own.numbers[k] * own.forth[users + k];
        parts[5][k] = own.numbers[k] * own.back[users + k];
      }
    }
    return new Packed(parts, sums.deep(), own.constant);
  }

  private Packed user(Half own, float[] deep) {
    int users = own.numbers.length;
    float[] ofCross = new float[users];
    float[] ofPull = new float[users];
    for (int j = 0; j < users; j++) {
      ofCross[j] = own.pulled[j] + own.numbers[j] * own.back[j];
      ofPull[j] = own.grown[j] + own.numbers[j] * own.forth[j];
    }
    float[] linked = new float[sides.item().length];
    links.addTo(linked, ofCross, ofPull);
    float[][] parts = empty();
    System.arraycopy(own.numbers, 0, parts[0], 0, users);
    for (int k = 0; k < linked.length; k++) {
      float cross = own.cross[users + k];
      float pull = own.pull[users + k];
      float forth = own.forth[users + k];
      float back = own.back[users + k];
      parts[1][k] = pull + back;
      parts[2][k] = cross + forth;
      parts[NUMBERS][k] = cross * (pull + back) + pull * forth + linked[k];
      if (middle != null) {
        parts[4][k] = pull;
        parts[5][k] = cross;
      }
    }
    return new Packed(parts, deep, own.constant);
  }

  private float[][] empty() {
    int width = Math.max(sides.user().length, sides.item().length);
    return new float[middle == null ? 4 : 6][width];
  }

  /** What one side's numbers come to by themselves. */
  private final class Half {

    private final float[] numbers;
    private final float[] cross;
    private final float[] pull;
    private final float[] grown;
    private final float[] pulled;
    private final float[] forth;
    private final float[] back;
    private final float constant;

    /**
     * A side.
     *
     * @param first the first of its places, the user's being first of all
     * @param forth where sums of the middle layer begin
     */
    Half(CrossSums sums, float[] x, int[] places, int first, float[] forth) {
      this.numbers = Sides.pick(x, places);
      this.cross = Sides.pick(sums.cross(), sides.all());
      this.pull = Sides.pick(sums.pull(), sides.all());
      this.grown = new float[numbers.length];
      this.pulled = new float[numbers.length];
      this.forth = forth;
      this.back = new float[sides.numbers()];
      for (int i = 0; i < numbers.length; i++) {
        grown[i] = numbers[i] * (1 + cross[first + i]);
        pulled[i] = numbers[i] * pull[first + i];
      }
      if (middle != null) {
        middle.forth(forth, grown, first);
        middle.back(back, pulled, first);
      }
      float sum = sums.constant();
      for (int i = 0; i < numbers.length; i++) {
        sum += grown[i] * pull[first + i] + pulled[i] * forth[first + i];
      }
      this.constant = sum;
    }

    /** The sums at the item's places. */
    private float[] atItem(float[] sums) {
      return Arrays.copyOfRange(sums, sides.user().length, sums.length);
    }
  }

  /**
   * The numbers of candidates.
   *
   * @param x the user's numbers in their places
   * @param logits to be filled
   */
  void score(float[] x, List<Packed> items, double[] logits) {
    CrossSums sums = linear.plus(linear.begin(), x, userFields);
    float[] bias = middle == null ? new float[sides.numbers()] : middle.bias();
    Half own = new Half(sums, x, sides.user(), 0, bias);
    Packed user = user(own, sums.deep());
    Joint joint =
        middle == null
            ? (numbers, at, others, count) -> {}
            : middle.joint(
                new User(own.numbers, own.atItem(own.cross), own.atItem(own.pull)), items.size());
    int most = Math.min(TOGETHER, items.size());
    DeepServing.Request request = deep.request(user.deep(), most);
    float[][] hidden = new float[most][];
    float[][] numbers = new float[most][];
    float[] products = new float[user.parts()[0].length];
    for (int start = 0; start < logits.length; start += most) {
      int count = Math.min(most, logits.length - start);
      for (int i = 0; i < count; i++) {
        Packed item = items.get(start + i);
        logits[start + i] =
            item.constant()
                + user.constant()
                + PackedProduct.of(item.parts(), user.parts(), products);
        hidden[i] = item.deep();
        numbers[i] = item.parts()[NUMBERS];
      }
      joint.addTo(logits, start, numbers, count);
      request.addTo(logits, start, hidden, count);
    }
  }
}
