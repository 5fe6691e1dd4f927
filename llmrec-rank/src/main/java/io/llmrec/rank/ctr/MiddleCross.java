package io.llmrec.rank.ctr;

import io.llmrec.core.encode.DotProduct;
import io.llmrec.rank.network.DenseMatrix;
import io.llmrec.rank.train.Weights;

/**
 * The second of three cross layers, {@code W}, between what the first one gives and the pull of the
 * last one. Both are a part of the user's, a part of the item's, and a joint part: the products of
 * numbers of the user's and of numbers that are linear in the item's. So their product with {@code
 * W} between them is a sum of dot products of a vector of the user's and one of the item's, but for
 * joint part with joint part, which is quadratic in the item's numbers, with a matrix that is the
 * user's. Places are those of the user first, then those of the item. Immutable and safe for use by
 * several threads.
 */
final class MiddleCross {

  private final float[][] rows;
  private final DenseMatrix matrix;
  private final DenseMatrix turned;
  private final float[] bias;
  private final ItemLinks links;

  /**
   * The layer.
   *
   * @param links what items do at the places of users
   */
  MiddleCross(String name, Weights weights, Sides sides, ItemLinks links) {
    int[] all = sides.all();
    this.rows = sides.block(weights.values(name + ".weight"), all, all);
    this.matrix = DenseMatrix.of(Sides.turned(rows, all.length));
    this.turned = DenseMatrix.of(rows);
    this.bias = Sides.pick(weights.values(name + ".bias"), all);
    this.links = links;
  }

  /** A copy of the bias. */
  float[] bias() {
    return bias.clone();
  }

  /**
   * Adds {@code W x}.
   *
   * @param x the numbers from the place {@code first} on, all others being 0
   */
  void forth(float[] sums, float[] x, int first) {
    matrix.addTo(sums, x, first);
  }

  /** Adds {@code W' x}, as {@link #forth}. */
  void back(float[] sums, float[] x, int first) {
    turned.addTo(sums, x, first);
  }

  /**
   * What joint parts are made with.
   *
   * @param numbers the user's, at the user's places
   * @param cross sums of the first layer, at the item's places
   * @param pull sums of the last layer, at the item's places
   */
  record User(float[] numbers, float[] cross, float[] pull) {}

  /** Adds joint parts' products to the numbers of candidates. */
  @FunctionalInterface
  interface Joint {

    /**
     * Adds.
     *
     * @param logits to be added to, from {@code at} on
     * @param items the numbers of each item, from the first on; there may be more
     * @param count how many of the items, from the first on
     */
    void addTo(double[] logits, int at, float[][] items, int count);
  }

  /**
   * The joint parts of a user's candidates. The user's matrix is made where it saves more than it
   * takes.
   */
  Joint joint(User user, int candidates) {
    long users = user.numbers().length;
    long items = user.cross().length;
    long making = users * items * (bias.length + items);
    long each = 2 * users * items + (long) bias.length * bias.length;
    return candidates * (each - items * items / 2) > making ? byMatrix(user) : oneByOne(user);
  }

  private Joint byMatrix(User user) {
    DenseMatrix quadratic = DenseMatrix.upper(quadratic(user));
    return (logits, at, items, count) -> {
      float[][] sums = new float[count][user.cross().length];
      quadratic.addTo(sums, items, count);
      for (int i = 0; i < count; i++) {
        logits[at + i] += DotProduct.of(sums[i], items[i], 0);
      }
    };
  }

  /** The user's matrix, what is below its diagonal added to what is above. */
  private float[][] quadratic(User user) {
    int users = user.numbers().length;
    int items = user.cross().length;
    float[][] carried = new float[rows.length][items];
    for (int place = 0; place < rows.length; place++) {
      for (int k = 0; k < items; k++) {
        carried[place][k] = rows[place][users + k] * user.cross()[k];
      }
    }
    DenseMatrix.of(scaled(links.cross(), user.numbers())).addTo(carried, rows, rows.length);
    float[][] quadratic = new float[items][items];
    for (int k = 0; k < items; k++) {
      for (int other = 0; other < items; other++) {
        quadratic[k][other] = user.pull()[k] * carried[users + k][other];
      }
    }
    DenseMatrix.of(scaled(carried, user.numbers())).addTo(quadratic, links.pullByItem(), items);
    for (int k = 0; k < items; k++) {
      for (int other = k + 1; other < items; other++) {
        quadratic[k][other] += quadratic[other][k];
        quadratic[other][k] = 0;
      }
    }
    return quadratic;
  }

  /** The first rows, each times its number. */
  private static float[][] scaled(float[][] rows, float[] by) {
    float[][] scaled = new float[by.length][];
    for (int i = 0; i < by.length; i++) {
      float[] row = rows[i].clone();
      for (int j = 0; j < row.length; j++) {
        row[j] *= by[i];
      }
      scaled[i] = row;
    }
    return scaled;
  }

  private Joint oneByOne(User user) {
    return (logits, at, items, count) -> {
      int users = user.numbers().length;
      float[][] cross = new float[count][users];
      float[][] pull = new float[count][users];
      links.crossMatrix().addTo(cross, items, count);
      links.pullMatrix().addTo(pull, items, count);
      float[][] joint = new float[count][];
      for (int i = 0; i < count; i++) {
        joint[i] = products(cross[i], user.numbers(), items[i], user.cross());
      }
      float[][] carried = new float[count][bias.length];
      matrix.addTo(carried, joint, count);
      for (int i = 0; i < count; i++) {
        float[] pulls = products(pull[i], user.numbers(), items[i], user.pull());
        logits[at + i] += DotProduct.of(pulls, carried[i], 0);
      }
    };
  }

  /** {@code a * b}, then {@code c * d}; where {@code c} is longer than {@code d}, its first. */
  private static float[] products(float[] a, float[] b, float[] c, float[] d) {
    float[] products = new float[b.length + d.length];
    for (int i = 0; i < b.length; i++) {
      products[i] = a[i] * b[i];
    }
    for (int i = 0; i < d.length; i++) {
      products[b.length + i] = c[i] * d[i];
    }
    return products;
  }
}
