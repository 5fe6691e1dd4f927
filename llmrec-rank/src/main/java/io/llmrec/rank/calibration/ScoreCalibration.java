package io.llmrec.rank.calibration;

/**
 * Turns a score into the probability that an item is chosen; a higher score never gives a lower
 * one.
 *
 * <p>Immutable. All fits are deterministic. Guo et al., "On Calibration of Modern Neural Networks",
 * ICML 2017, compare them.
 */
public sealed interface ScoreCalibration
    permits TemperatureScaling, PlattScaling, IsotonicCalibration {

  /**
   * The probability of a score.
   *
   * @param score finite
   * @return 0 to 1
   */
  double probability(double score);

  /**
   * One number: {@code 1 / (1 + exp(-score / temperature))}. Keeps a score of 0 at one half, so the
   * scores must be log-odds. Found by bisection of the slope of the log-likelihood.
   *
   * @param scores log-odds, finite
   * @param clicked what happened, as many; at least one of each kind
   */
  static ScoreCalibration fitTemperature(double[] scores, boolean[] clicked) {
    return TemperatureScaling.fit(scores, clicked);
  }

  /**
   * Two numbers: {@code 1 / (1 + exp(-(slope * score + intercept)))}, for scores on any scale.
   * Platt, "Probabilistic Outputs for Support Vector Machines", 1999, by the Newton method of Lin,
   * Lin and Weng, 2007, with their smoothed targets.
   *
   * @param scores finite
   * @param clicked what happened, as many; at least one of each kind
   */
  static ScoreCalibration fitPlatt(double[] scores, boolean[] clicked) {
    return PlattScaling.fit(scores, clicked);
  }

  /**
   * Any rising curve: pool adjacent violators (Ayer et al., 1955), with straight lines between the
   * centres of the pools. Needs some thousand samples; makes one probability of close scores, so
   * that their order is lost.
   *
   * @param scores finite
   * @param clicked what happened, as many; at least one of each kind
   */
  static ScoreCalibration fitIsotonic(double[] scores, boolean[] clicked) {
    return IsotonicCalibration.fit(scores, clicked);
  }
}
