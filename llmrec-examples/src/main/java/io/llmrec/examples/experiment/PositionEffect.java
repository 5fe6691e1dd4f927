package io.llmrec.examples.experiment;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much more often a model picks an item because of the place where it is shown.
 *
 * <p>Linear model with fixed effects: picked = worth of the item to this user + effect of the list
 * + effect of the place + noise, by least squares over all that was shown of the same item to the
 * same user at different places. The worth of an item is taken out by subtracting its means
 * (Wooldridge, "Econometric Analysis of Cross Section and Panel Data", ch. 10), so that what makes
 * a good base model show good items early does not count. Intervals: 95 %, users drawn again with
 * replacement, because what was shown to one user belongs together.
 */
final class PositionEffect {

  /** Keeps the directions that cannot be seen, a constant over places or lists, at 0. */
  private static final double RIDGE = 1e-6;

  private final int places;
  private final int unknowns;
  private final List<Normal> users = new ArrayList<>();

  /** One user's part of the normal equations. */
  private record Normal(double[] matrix, double[] right) {}

  /**
   * An item as it was shown once.
   *
   * @param item its name within the user
   * @param place from 0
   * @param list which list, from 0
   * @param picked whether the model picked it
   */
  record Shown(String item, int place, int list, boolean picked) {}

  PositionEffect(int places, int lists) {
    this.places = places;
    this.unknowns = places + lists;
  }

  /** Adds all that was shown to one user. */
  void add(List<Shown> shown) {
    Map<String, List<Shown>> byItem = new HashMap<>();
    shown.forEach(one -> byItem.computeIfAbsent(one.item(), item -> new ArrayList<>()).add(one));
    double[] matrix = new double[unknowns * unknowns];
    double[] right = new double[unknowns];
    byItem.values().stream()
        .filter(same -> same.size() > 1)
        .forEach(same -> addItem(same, matrix, right));
    users.add(new Normal(matrix, right));
  }

  private void addItem(List<Shown> same, double[] matrix, double[] right) {
    double mean = same.stream().mapToInt(one -> one.picked() ? 1 : 0).average().orElse(0);
    double[] centre = new double[unknowns];
    for (Shown one : same) {
      centre[one.place()] += 1.0 / same.size();
      centre[places + one.list()] += 1.0 / same.size();
    }
    for (Shown one : same) {
      double[] row = new double[unknowns];
      for (int i = 0; i < unknowns; i++) {
        row[i] = -centre[i];
      }
      row[one.place()]++;
      row[places + one.list()]++;
      double picked = (one.picked() ? 1 : 0) - mean;
      for (int i = 0; i < unknowns; i++) {
        if (row[i] != 0) {
          right[i] += row[i] * picked;
          for (int j = 0; j < unknowns; j++) {
            matrix[i * unknowns + j] += row[i] * row[j];
          }
        }
      }
    }
  }

  /**
   * What was found.
   *
   * @param effects of each place on the probability of being picked; they sum to 0
   * @param lastLessFirst the effect of the last place less that of the first
   * @param slope what one place further back adds, by least squares over the places
   */
  record Estimate(List<Interval> effects, Interval lastLessFirst, Interval slope) {}

  /** Estimates all effects, with so many bootstrap rounds. */
  Estimate estimate(int rounds, long seed) {
    double[] found = solve(ones());
    double[][] drawn = new double[rounds][];
    for (int round = 0; round < rounds; round++) {
      Draws draws = Draws.ofRound(seed, round);
      int[] times = new int[users.size()];
      for (int i = 0; i < times.length; i++) {
        times[draws.below(times.length)]++;
      }
      drawn[round] = solve(times);
    }
    List<Interval> effects = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      int at = place;
      effects.add(interval(found[at], Arrays.stream(drawn).mapToDouble(one -> one[at]).toArray()));
    }
    return new Estimate(
        effects,
        interval(
            found[places - 1] - found[0],
            Arrays.stream(drawn).mapToDouble(one -> one[places - 1] - one[0]).toArray()),
        interval(slope(found), Arrays.stream(drawn).mapToDouble(this::slope).toArray()));
  }

  private int[] ones() {
    int[] ones = new int[users.size()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Interval interval(double value, double[] drawn) {
    Arrays.sort(drawn);
    int cut = (int) (0.025 * drawn.length);
    return new Interval(value, drawn[cut], drawn[drawn.length - 1 - cut]);
  }

  private double slope(double[] effects) {
    double middle = (places - 1) / 2.0;
    double product = 0;
    double squares = 0;
    for (int place = 0; place < places; place++) {
      product += (place - middle) * effects[place];
      squares += (place - middle) * (place - middle);
    }
    return product / squares;
  }

  /** The effects of the places when each user counts so many times. */
  private double[] solve(int[] times) {
    double[][] matrix = new double[unknowns][unknowns];
    double[] right = new double[unknowns];
    for (int user = 0; user < times.length; user++) {
      if (times[user] > 0) {
        addTo(matrix, right, users.get(user), times[user]);
      }
    }
    for (int i = 0; i < unknowns; i++) {
      matrix[i][i] += RIDGE;
    }
    double[] solution = eliminate(matrix, right);
    return Arrays.copyOf(solution, places);
  }

  private void addTo(double[][] matrix, double[] right, Normal normal, int times) {
    for (int i = 0; i < unknowns; i++) {
      right[i] += times * normal.right()[i];
      double[] row = matrix[i];
      for (int j = 0; j < unknowns; j++) {
        row[j] += times * normal.matrix()[i * unknowns + j];
      }
    }
  }

  /** Gauss; the matrix is symmetric and, by the ridge, positive definite. */
  private static double[] eliminate(double[][] matrix, double[] right) {
    int n = right.length;
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        double factor = matrix[i][k] / matrix[k][k];
        for (int j = k; j < n && factor != 0; j++) {
          matrix[i][j] -= factor * matrix[k][j];
        }
        right[i] -= factor * right[k];
      }
    }
    double[] solution = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = right[i];
      for (int j = i + 1; j < n; j++) {
        sum -= matrix[i][j] * solution[j];
      }
      solution[i] = sum / matrix[i][i];
    }
    return solution;
  }
}
