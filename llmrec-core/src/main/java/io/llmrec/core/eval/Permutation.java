package io.llmrec.core.eval;

import io.llmrec.core.compute.Draws;

/**
 * Whether two systems differ, from the signs of the per-user differences.
 *
 * <p>If the systems were equal, each user's difference might as well have the other sign. Fisher's
 * randomisation test, 1935; Smucker, Allan and Carterette, "A comparison of statistical
 * significance tests for information retrieval evaluation", 2007.
 */
public final class Permutation {

  /** Rounding of sums must not tell a tie from a tie. */
  private static final double SLACK = 1e-12;

  private Permutation() {}

  /**
   * Two-sided p: the share of sign assignments whose summed difference is at least as far from 0 as
   * the one seen.
   *
   * <p>Exact when the users have at most {@code rounds} assignments (2 to the number of users);
   * else of {@code rounds} random ones, with one added to both counts. Above 0, at most 1; 1 where
   * the systems never differ.
   *
   * @param a one finite value per user, at least two users
   * @param b the same users in the same order
   * @param rounds at least 1, usually 10,000
   */
  public static double signFlip(double[] a, double[] b, int rounds, long seed) {
    Checks.atLeast("rounds", rounds, 1);
    double[] differences = Checks.differences(a, b);
    double seen = 0;
    double scale = 0;
    for (double difference : differences) {
      seen += difference;
      scale += Math.abs(difference);
    }
    double bound = Math.abs(seen) - scale * SLACK;
    return differences.length < 31 && 1L << differences.length <= rounds
        ? exact(differences, bound)
        : sampled(differences, bound, rounds, seed);
  }

  private static double exact(double[] differences, double bound) {
    int assignments = 1 << differences.length;
    int extreme = 0;
    for (int signs = 0; signs < assignments; signs++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += (signs >>> i & 1) == 0 ? differences[i] : -differences[i];
      }
      extreme += Math.abs(sum) >= bound ? 1 : 0;
    }
    return (double) extreme / assignments;
  }

  private static double sampled(double[] differences, double bound, int rounds, long seed) {
    int extreme = 0;
    for (int round = 0; round < rounds; round++) {
      extreme += Math.abs(flipped(differences, Draws.ofRound(seed, round))) >= bound ? 1 : 0;
    }
    return (extreme + 1.0) / (rounds + 1.0);
  }

  /** The sum with random signs; one draw gives the signs of 64 users. */
  private static double flipped(double[] differences, Draws draws) {
    double sum = 0;
    long signs = 0;
    for (int i = 0; i < differences.length; i++) {
      signs = (i & 63) == 0 ? draws.next() : signs >>> 1;
      // 1 or -1 without a branch, which would be guessed wrong half of the time.
      sum += differences[i] * (1 - 2 * (int) (signs & 1));
    }
    return sum;
  }
}
