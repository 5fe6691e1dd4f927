package io.llmrec.rank.calibration;

/** Checks of what a calibration is fitted on, and what the logistic ones share. */
final class Samples {

  private Samples() {}

  static void check(double[] scores, boolean[] clicked) {
    if (scores.length != clicked.length) {
      throw new IllegalArgumentException(
          "scores and clicked must be equally many, were %d and %d"
              .formatted(scores.length, clicked.length));
    }
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException("scores must be finite, one was " + score);
      }
    }
    int clicks = clicks(clicked);
    if (clicks == 0 || clicks == clicked.length) {
      throw new IllegalArgumentException(
          "a calibration needs at least 1 clicked and 1 other sample, was given %d of %d"
              .formatted(clicks, clicked.length));
    }
  }

  static int clicks(boolean[] clicked) {
    int clicks = 0;
    for (boolean click : clicked) {
      clicks += click ? 1 : 0;
    }
    return clicks;
  }

  /** Platt's targets: a little inside 0 and 1, so that separable samples have a finite fit. */
  static double[] targets(boolean[] clicked) {
    int clicks = clicks(clicked);
    double high = (clicks + 1.0) / (clicks + 2.0);
    double low = 1.0 / (clicked.length - clicks + 2.0);
    double[] targets = new double[clicked.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = clicked[i] ? high : low;
    }
    return targets;
  }

  static double logistic(double logOdds) {
    return logOdds >= 0
        ? 1 / (1 + Math.exp(-logOdds))
        : Math.exp(logOdds) / (1 + Math.exp(logOdds));
  }

  /** The negative log-likelihood of one sample. */
  static double loss(double logOdds, double target) {
    return logOdds >= 0
        ? (1 - target) * logOdds + Math.log1p(Math.exp(-logOdds))
        : -target * logOdds + Math.log1p(Math.exp(logOdds));
  }

  static double checkedProbability(double score, double probability) {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("score must be finite, was " + score);
    }
    return probability;
  }
}
