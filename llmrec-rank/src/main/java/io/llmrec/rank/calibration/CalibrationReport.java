package io.llmrec.rank.calibration;

import io.llmrec.core.eval.CalibrationError;
import io.llmrec.core.eval.ClassificationMetrics;
import io.llmrec.core.eval.Interval;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a calibration brings, on samples that it was not fitted on.
 *
 * @param errorBefore expected calibration error of the probabilities as they were, with its 95 %
 *     interval
 * @param errorAfter the same of the calibrated ones
 * @param lossBefore mean negative log-likelihood before, in nats
 * @param lossAfter the same after
 * @param samples how many were measured
 */
public record CalibrationReport(
    Interval errorBefore, Interval errorAfter, double lossBefore, double lossAfter, int samples) {

  private static final int BINS = 15;
  private static final int ROUNDS = 500;

  /**
   * Measures with 15 bins of equally many samples and 500 bootstrap rounds.
   *
   * @param before probabilities as they were, 0 to 1
   * @param calibration what makes others of the scores
   * @param scores of the same samples
   * @param clicked what happened
   */
  public static CalibrationReport of(
      double[] before,
      ScoreCalibration calibration,
      double[] scores,
      boolean[] clicked,
      long seed) {
    double[] after = Arrays.stream(scores).map(calibration::probability).toArray();
    CalibrationError error = CalibrationError.equalMass(BINS);
    return new CalibrationReport(
        error.interval(before, clicked, ROUNDS, seed),
        error.interval(after, clicked, ROUNDS, seed),
        ClassificationMetrics.logLoss(before, clicked),
        ClassificationMetrics.logLoss(after, clicked),
        clicked.length);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "calibration error %s before, %s after; log loss %.4f before, %.4f after; %d samples",
        errorBefore,
        errorAfter,
        lossBefore,
        lossAfter,
        samples);
  }
}
