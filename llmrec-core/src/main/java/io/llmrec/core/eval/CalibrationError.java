package io.llmrec.core.eval;

import io.llmrec.core.compute.Draws;
import java.util.Arrays;

/**
 * Expected calibration error: how far predicted probabilities are from what happens.
 *
 * <p>Samples are put into bins by their probability; the error is the sum over bins of n_b / n *
 * |mean probability - share clicked|. 0 to 1, lower is better, NaN of no samples. Naeini, Cooper
 * and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", 2015; equal
 * mass: Nixon et al., "Measuring calibration in deep learning", 2019.
 *
 * @param binning how the bins are cut
 * @param bins how many, at least 1; empty ones count nothing
 */
public record CalibrationError(Binning binning, int bins) {

  /** How bins are cut. */
  public enum Binning {
    /** At equal distances: bin b holds b / bins up to, but without, (b + 1) / bins; 1 is last. */
    EQUAL_WIDTH,
    /** At equal numbers of samples; equal probabilities stay in one bin. */
    EQUAL_MASS
  }

  /** Checks the range. */
  public CalibrationError {
    Checks.atLeast("bins", bins, 1);
  }

  /** Bins of equal width. */
  public static CalibrationError equalWidth(int bins) {
    return new CalibrationError(Binning.EQUAL_WIDTH, bins);
  }

  /** Bins of equally many samples: finer where the predictions are. */
  public static CalibrationError equalMass(int bins) {
    return new CalibrationError(Binning.EQUAL_MASS, bins);
  }

  /**
   * The error of these predictions.
   *
   * @param probabilities 0 to 1
   */
  public double of(double[] probabilities, boolean[] clicked) {
    Checks.probabilities(probabilities, clicked);
    return ofPacked(packed(probabilities, clicked));
  }

  /**
   * The error with its 95 % bootstrap interval over samples. Resampling adds noise to every bin, so
   * the interval lies somewhat high and may lie above a very small error.
   *
   * @param rounds at least 1; each costs as much as {@link #of}
   */
  public Interval interval(double[] probabilities, boolean[] clicked, int rounds, long seed) {
    Checks.probabilities(probabilities, clicked);
    Checks.atLeast("samples", clicked.length, 1);
    Checks.atLeast("rounds", rounds, 1);
    long[] samples = packed(probabilities, clicked);
    double[] errors = new double[rounds];
    long[] drawn = new long[samples.length];
    for (int round = 0; round < rounds; round++) {
      Draws draws = Draws.ofRound(seed, round);
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = samples[draws.below(samples.length)];
      }
      errors[round] = ofPacked(drawn);
    }
    Arrays.sort(errors);
    return new Interval(
        ofPacked(samples), Stats.quantile(errors, 0.025), Stats.quantile(errors, 0.975));
  }

  /**
   * Probability and label of every sample in one number that sorts by probability: the bits of a
   * double from 0 to 1 sort as the double does and leave room for one more.
   */
  private static long[] packed(double[] probabilities, boolean[] clicked) {
    long[] packed = new long[clicked.length];
    for (int i = 0; i < packed.length; i++) {
      // Adding 0 makes a plain zero of a negative one.
      packed[i] = Double.doubleToRawLongBits(probabilities[i] + 0.0) << 1 | (clicked[i] ? 1 : 0);
    }
    return packed;
  }

  private static double probability(long packed) {
    return Double.longBitsToDouble(packed >>> 1);
  }

  /** The sum of the bins' |sum of probabilities - clicks| / n; sorts the samples. */
  private double ofPacked(long[] samples) {
    Arrays.sort(samples);
    double error = 0;
    double gap = 0;
    int bin = 0;
    for (int i = 0; i < samples.length; i++) {
      int own = bin(samples, i, bin);
      if (own != bin) {
        error += Math.abs(gap);
        gap = 0;
        bin = own;
      }
      gap += probability(samples[i]) - (samples[i] & 1);
    }
    return (error + Math.abs(gap)) / samples.length;
  }

  private int bin(long[] sorted, int index, int current) {
    if (binning == Binning.EQUAL_WIDTH) {
      return Math.min(bins - 1, (int) (probability(sorted[index]) * bins));
    }
    boolean sameAsBefore = index > 0 && sorted[index] >>> 1 == sorted[index - 1] >>> 1;
    return sameAsBefore ? current : (int) ((long) index * bins / sorted.length);
  }
}
