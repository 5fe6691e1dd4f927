package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Ratings as mean, biases and a product of factors, fitted to some rows by alternating least
 * squares (Koren, Bell and Volinsky, "Matrix factorization techniques for recommender systems",
 * 2009): what behaviour alone says.
 */
final class Factors {

  /** How many factors. */
  static final int COUNT = 8;

  private static final int ROUNDS = 6;
  private static final double BIAS_PENALTY = 3;
  private static final double PENALTY = 6;

  private final float mean;
  private final Side users;
  private final Side items;

  /**
   * One side: its bias and its factors, {@link #COUNT} + 1 numbers each, and how many rows each
   * has.
   */
  private record Side(float[] values, int[] starts, int[] rows) {

    static Side of(int[] numbers, int count, IntPredicate known) {
      int[] starts = new int[count + 1];
      for (int row = 0; row < numbers.length; row++) {
        if (known.test(row)) {
          starts[numbers[row] + 1]++;
        }
      }
      for (int i = 0; i < count; i++) {
        starts[i + 1] += starts[i];
      }
      int[] next = starts.clone();
      int[] rows = new int[starts[count]];
      for (int row = 0; row < numbers.length; row++) {
        if (known.test(row)) {
          rows[next[numbers[row]]++] = row;
        }
      }
      return new Side(new float[count * (COUNT + 1)], starts, rows);
    }

    int count(int number) {
      return starts[number + 1] - starts[number];
    }
  }

  private Factors(float mean, Side users, Side items) {
    this.mean = mean;
    this.users = users;
    this.items = items;
  }

  /** Fits the rows that are known. */
  static Factors fit(Ratings ratings, IntPredicate known) {
    Side users = Side.of(ratings.user(), ratings.users().size(), known);
    Side items = Side.of(ratings.item(), ratings.items().size(), known);
    double sum = 0;
    for (int row : users.rows) {
      sum += ratings.stars()[row];
    }
    Factors factors = new Factors((float) (sum / Math.max(1, users.rows.length)), users, items);
    Draws draws = Draws.of(3);
    for (int i = 0; i < items.values.length; i++) {
      items.values[i] = i % (COUNT + 1) == 0 ? 0 : 0.17f * draws.aroundZero();
    }
    for (int round = 0; round < ROUNDS; round++) {
      factors.solve(users, items, ratings.item(), ratings.stars());
      factors.solve(items, users, ratings.user(), ratings.stars());
    }
    return factors;
  }

  private void solve(Side side, Side other, int[] others, byte[] stars) {
    double[][] a = new double[COUNT + 1][COUNT + 1];
    double[] b = new double[COUNT + 1];
    for (int one = 0; one + 1 < side.starts.length; one++) {
      start(a, b);
      for (int i = side.starts[one]; i < side.starts[one + 1]; i++) {
        int row = side.rows[i];
        int at = others[row] * (COUNT + 1);
        double residual = stars[row] - mean - other.values[at];
        add(a, b, other.values, at, residual);
      }
      LinearSystem.solve(a, b);
      for (int k = 0; k <= COUNT; k++) {
        side.values[one * (COUNT + 1) + k] = (float) b[k];
      }
    }
  }

  private static void start(double[][] a, double[] b) {
    for (int k = 0; k <= COUNT; k++) {
      Arrays.fill(a[k], 0);
      a[k][k] = k == 0 ? BIAS_PENALTY : PENALTY;
      b[k] = 0;
    }
  }

  /** Adds a row of 1 and the other side's factors. */
  private static void add(double[][] a, double[] b, float[] values, int at, double residual) {
    for (int k = 0; k <= COUNT; k++) {
      double x = k == 0 ? 1 : values[at + k];
      b[k] += x * residual;
      for (int l = k; l <= COUNT; l++) {
        a[k][l] += x * values[at + l];
      }
    }
    // Column 0 of the other side is its bias, not the 1 that belongs there.
    a[0][0] += 1 - values[at];
  }

  /** The mean of all known ratings. */
  float mean() {
    return mean;
  }

  /** How far the user's ratings lie above the mean, all else being equal. */
  float userBias(int user) {
    return users.values[user * (COUNT + 1)];
  }

  /** How far the item's ratings lie above the mean; 0 for one without rows. */
  float itemBias(int item) {
    return items.values[item * (COUNT + 1)];
  }

  /** How many known rows the user has. */
  int userCount(int user) {
    return users.count(user);
  }

  /** How many known rows the item has. */
  int itemCount(int item) {
    return items.count(item);
  }

  /** An item's bias (0) or one of its factors. */
  float itemValue(int item, int k) {
    return items.values[item * (COUNT + 1) + k];
  }

  /** The product of the user's factors with those of the item. */
  float affinity(int user, int item) {
    return affinity(user, items.values, item * (COUNT + 1));
  }

  /** The product of the user's factors with others, after a bias. */
  float affinity(int user, float[] values, int at) {
    float sum = 0;
    for (int k = 1; k <= COUNT; k++) {
      sum += users.values[user * (COUNT + 1) + k] * values[at + k];
    }
    return sum;
  }

  /** What is left of a rating after mean and biases. */
  float residual(Ratings ratings, int row) {
    return ratings.stars()[row]
        - mean
        - userBias(ratings.user()[row])
        - itemBias(ratings.item()[row]);
  }
}
