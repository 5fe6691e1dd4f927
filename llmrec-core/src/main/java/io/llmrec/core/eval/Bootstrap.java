package io.llmrec.core.eval;

import io.llmrec.core.compute.Draws;
import java.util.Arrays;

/**
 * How far a mean over users can be trusted: users are drawn again with replacement, many times.
 *
 * <p>Percentile bootstrap, Efron 1979; its use for comparing rankings: Sakai, "Evaluating
 * evaluation metrics based on the bootstrap", 2006. The same input and seed give the same result on
 * every machine. 10,000 rounds are usual. With fewer than about 20 users the intervals come out too
 * narrow, and {@link Permutation} is the better test.
 */
public final class Bootstrap {

  private Bootstrap() {}

  /**
   * The mean over users and the 2.5 % to 97.5 % range of the means of {@code rounds} resamples. One
   * user gives an interval of no width.
   *
   * @param perUser one finite value per user, at least one: leave out users for whom a metric is
   *     undefined
   * @param rounds at least 1
   */
  public static Interval mean(double[] perUser, int rounds, long seed) {
    Checks.finite("perUser", perUser, 1);
    return interval(Stats.mean(perUser), resampledMeans(perUser, rounds, seed));
  }

  /**
   * Compares two systems on the same users: the mean difference a - b, its interval, and p = twice
   * the smaller share of resampled differences on either side of 0 (those at 0 count on both), with
   * one added to the count and to the rounds, at most 1. Where the systems never differ p is 1.
   *
   * @param a one finite value per user, at least two users
   * @param b the same users in the same order
   * @param rounds at least 1
   */
  public static Paired paired(double[] a, double[] b, int rounds, long seed) {
    double[] differences = Checks.differences(a, b);
    double[] means = resampledMeans(differences, rounds, seed);
    int below = 0;
    int above = 0;
    for (double mean : means) {
      below += mean <= 0 ? 1 : 0;
      above += mean >= 0 ? 1 : 0;
    }
    double p = Math.min(1, 2.0 * (Math.min(below, above) + 1) / (rounds + 1.0));
    return new Paired(interval(Stats.mean(differences), means), p, a.length);
  }

  private static Interval interval(double mean, double[] sortedMeans) {
    return new Interval(
        mean, Stats.quantile(sortedMeans, 0.025), Stats.quantile(sortedMeans, 0.975));
  }

  /** The means of all resamples, rising. */
  private static double[] resampledMeans(double[] values, int rounds, long seed) {
    Checks.atLeast("rounds", rounds, 1);
    double[] means = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Draws draws = Draws.ofRound(seed, round);
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[draws.below(values.length)];
      }
      means[round] = sum / values.length;
    }
    Arrays.sort(means);
    return means;
  }
}
