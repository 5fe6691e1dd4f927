package io.llmrec.rank.diversity;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The greedy selection of {@link DiversityReRanker#dpp(DppOptions)}, on plain numbers: picks the
 * item with the highest quality + weight * ln(what it adds to the determinant).
 *
 * <p>What an item adds is the squared length of its vector that is left when the directions of the
 * picked ones are taken out. It is kept for all items by a Cholesky factorization that grows with
 * each pick, and made anew from the last picks when the window moves on: that costs little beside
 * the similarities and lets no rounding error grow. One selection; not safe for several threads.
 */
final class DeterminantalSelection {

  /** On the diagonal, so that rounding of cosines cannot make the matrix indefinite. */
  private static final double RIDGE = 1e-6;

  /** The least that an item adds. */
  private static final double FLOOR = 1e-6;

  private final double[] quality;
  private final double weight;
  private final MaximalMarginalRelevance.Similarities similarities;
  private final int window;
  private final double[] added;
  private final Deque<Pick> recent = new ArrayDeque<>();
  private double[][] columns = new double[8][];
  private int rank;

  /** A picked item and how close it is to all. */
  private record Pick(int item, float[] similarity) {}

  /**
   * A selection.
   *
   * @param quality what each item is worth by itself: 2 ln q where the weight is 1
   * @param weight of the logarithm, at least 0
   * @param similarities cosines, asked once per pick
   * @param window how many of the last picks count, at least 1
   */
  DeterminantalSelection(
      double[] quality,
      double weight,
      MaximalMarginalRelevance.Similarities similarities,
      int window) {
    this.quality = quality;
    this.weight = weight;
    this.similarities = similarities;
    this.window = window;
    this.added = new double[quality.length];
    Arrays.fill(added, 1 + RIDGE);
  }

  /** All indexes: {@code top} in the order of their picking, then the others as they came. */
  int[] order(int top) {
    int places = Math.min(top, quality.length);
    Picks picks = new Picks(quality.length);
    for (int place = 0; place < places; place++) {
      int next = best(picks);
      picks.add(next);
      if (place < places - 1) {
        take(next);
      }
    }
    return picks.order();
  }

  /** Quality and weighted logarithm of what an item adds now. */
  double gain(int item) {
    return weight == 0
        ? quality[item]
        : quality[item] + weight * Math.log(Math.max(FLOOR, added[item]));
  }

  /** The first of the best: the scan keeps the incoming order of equals. */
  int best(Picks picks) {
    int best = -1;
    double highest = 0;
    for (int i = 0; i < quality.length; i++) {
      if (!picks.has(i)) {
        double gain = gain(i);
        if (best < 0 || gain > highest) {
          best = i;
          highest = gain;
        }
      }
    }
    return best;
  }

  /** Takes an item's direction out of all others. */
  void take(int item) {
    float[] similarity = recent.size() < window ? new float[quality.length] : forgetFirst();
    similarities.of(item, similarity);
    boolean moved = rank < 0;
    recent.addLast(new Pick(item, similarity));
    if (moved) {
      rebuild();
    } else {
      addColumn(item, similarity);
    }
  }

  /** Drops the oldest pick and marks the factorization as stale; its array is used again. */
  private float[] forgetFirst() {
    rank = -1;
    return recent.removeFirst().similarity();
  }

  private void rebuild() {
    rank = 0;
    Arrays.fill(added, 1 + RIDGE);
    recent.forEach(pick -> addColumn(pick.item(), pick.similarity()));
  }

  private void addColumn(int item, float[] similarity) {
    double left = added[item];
    if (left <= FLOOR) {
      return;
    }
    double[] column = column();
    for (int i = 0; i < column.length; i++) {
      column[i] = similarity[i];
    }
    for (int earlier = 0; earlier < rank; earlier++) {
      subtract(column, columns[earlier], columns[earlier][item]);
    }
    double scale = 1 / Math.sqrt(left);
    for (int i = 0; i < column.length; i++) {
      column[i] *= scale;
      added[i] -= column[i] * column[i];
    }
    rank++;
  }

  /** The next free column; those of an earlier window are used again. */
  private double[] column() {
    if (rank == columns.length) {
      columns = Arrays.copyOf(columns, 2 * rank);
    }
    if (columns[rank] == null) {
      columns[rank] = new double[quality.length];
    }
    return columns[rank];
  }

  private static void subtract(double[] target, double[] column, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] -= factor * column[i];
    }
  }
}
