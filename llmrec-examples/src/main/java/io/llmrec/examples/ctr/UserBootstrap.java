package io.llmrec.examples.ctr;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.eval.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * AUC, GAUC and log loss of scores, and the same over users drawn again with replacement: the same
 * draws for all scores, so that differences are paired. AUC is over all samples, so users are drawn
 * as weights (Efron, "Bootstrap methods", 1979).
 */
final class UserBootstrap {

  private static final long SEED = 2026;

  private final int users;
  private final int rounds;

  /**
   * A bootstrap.
   *
   * @param users how many there are
   * @param rounds how often they are drawn
   */
  UserBootstrap(int users, int rounds) {
    this.users = users;
    this.rounds = rounds;
  }

  /**
   * A measure of scores: first as it is, then over each draw.
   *
   * @param values {@code rounds + 1} of them
   */
  record Drawn(double[] values) {

    /** As it is. */
    double value() {
      return values[0];
    }

    /** The mean of several, draw by draw. */
    static Drawn mean(List<Drawn> all) {
      double[] mean = new double[all.get(0).values.length];
      for (Drawn one : all) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += one.values[i] / all.size();
        }
      }
      return new Drawn(mean);
    }

    /** This minus another, and the range of 95 % of the draws. */
    Interval minus(Drawn other) {
      double[] differences = new double[values.length - 1];
      for (int i = 0; i < differences.length; i++) {
        differences[i] = values[i + 1] - other.values[i + 1];
      }
      Arrays.sort(differences);
      return new Interval(
          value() - other.value(),
          differences[(int) (0.025 * differences.length)],
          differences[(int) Math.ceil(0.975 * differences.length) - 1]);
    }
  }

  /** The three measures of one set of scores. */
  record Measures(Drawn auc, Drawn gauc, Drawn logLoss) {}

  /** Measures scores. */
  Measures of(float[] scores, boolean[] positive, int[] user) {
    Ranked ranked = Ranked.of(scores, positive, user);
    PerUser perUser = PerUser.of(scores, positive, user, users);
    double[][] values = new double[3][rounds + 1];
    int[] weights = new int[users];
    Arrays.fill(weights, 1);
    for (int round = 0; round <= rounds; round++) {
      if (round > 0) {
        draw(weights, round);
      }
      values[0][round] = ranked.auc(weights);
      values[1][round] = perUser.gauc(weights);
      values[2][round] = perUser.logLoss(weights);
    }
    return new Measures(new Drawn(values[0]), new Drawn(values[1]), new Drawn(values[2]));
  }

  private static void draw(int[] weights, int round) {
    Arrays.fill(weights, 0);
    Draws draws = Draws.ofRound(SEED, round);
    for (int i = 0; i < weights.length; i++) {
      weights[draws.below(weights.length)]++;
    }
  }

  /**
   * Samples by rising score.
   *
   * @param tied whether the sample before has the same score
   */
  private record Ranked(int[] user, boolean[] positive, boolean[] tied) {

    static Ranked of(float[] scores, boolean[] positive, int[] user) {
      long[] keys = new long[scores.length];
      for (int i = 0; i < keys.length; i++) {
        // Bits of floats that are not negative sort like the floats.
        keys[i] = (long) Float.floatToIntBits(scores[i]) << 32 | i;
      }
      Arrays.sort(keys);
      int[] order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
      boolean[] labels = new boolean[order.length];
      boolean[] tied = new boolean[order.length];
      for (int i = 0; i < order.length; i++) {
        labels[i] = positive[order[i]];
        tied[i] = i > 0 && scores[order[i]] == scores[order[i - 1]];
      }
      return new Ranked(IntStream.of(order).map(row -> user[row]).toArray(), labels, tied);
    }

    double auc(int[] weights) {
      double wins = 0;
      long below = 0;
      long positives = 0;
      long tiedPositives = 0;
      long tiedNegatives = 0;
      for (int i = 0; i < user.length; i++) {
        if (!tied[i]) {
          wins += tiedPositives * (below + tiedNegatives / 2.0);
          below += tiedNegatives;
          positives += tiedPositives;
          tiedPositives = 0;
          tiedNegatives = 0;
        }
        int weight = weights[user[i]];
        tiedPositives += positive[i] ? weight : 0;
        tiedNegatives += positive[i] ? 0 : weight;
      }
      wins += tiedPositives * (below + tiedNegatives / 2.0);
      return wins / (positives + tiedPositives) / (below + tiedNegatives);
    }
  }

  /**
   * Each user's own AUC, samples and sum of losses; NaN for the AUC of one with labels of a kind.
   */
  private record PerUser(double[] auc, int[] samples, double[] loss) {

    static PerUser of(float[] scores, boolean[] positive, int[] user, int users) {
      int[] samples = new int[users];
      double[] loss = new double[users];
      for (int i = 0; i < scores.length; i++) {
        double clipped = Math.min(1 - 1e-7, Math.max(1e-7, scores[i]));
        loss[user[i]] -= Math.log(positive[i] ? clipped : 1 - clipped);
        samples[user[i]]++;
      }
      return new PerUser(aucs(scores, positive, user, samples), samples, loss);
    }

    private static double[] aucs(float[] scores, boolean[] positive, int[] user, int[] samples) {
      int[][] own = new int[samples.length][];
      Arrays.setAll(own, one -> new int[samples[one]]);
      int[] next = new int[samples.length];
      for (int i = 0; i < user.length; i++) {
        own[user[i]][next[user[i]]++] = i;
      }
      double[] aucs = new double[samples.length];
      Arrays.setAll(aucs, one -> auc(own[one], scores, positive));
      return aucs;
    }

    private static double auc(int[] rows, float[] scores, boolean[] positive) {
      double[] own = IntStream.of(rows).mapToDouble(row -> scores[row]).toArray();
      boolean[] labels = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        labels[i] = positive[rows[i]];
      }
      return ClassificationMetrics.auc(own, labels);
    }

    double gauc(int[] weights) {
      double sum = 0;
      double all = 0;
      for (int user = 0; user < auc.length; user++) {
        if (!Double.isNaN(auc[user])) {
          double weight = (double) weights[user] * samples[user];
          sum += weight * auc[user];
          all += weight;
        }
      }
      return sum / all;
    }

    double logLoss(int[] weights) {
      double sum = 0;
      double all = 0;
      for (int user = 0; user < auc.length; user++) {
        sum += weights[user] * loss[user];
        all += (double) weights[user] * samples[user];
      }
      return sum / all;
    }
  }
}
