package io.llmrec.rank.calibration;

/**
 * See {@link ScoreCalibration#fitTemperature}.
 *
 * @param temperature above 0, finite; above 1 for a model that is too sure
 */
public record TemperatureScaling(double temperature) implements ScoreCalibration {

  private static final double LEAST = 1e-6;
  private static final double MOST = 1e6;
  private static final int STEPS = 100;

  /** Checks the range. */
  public TemperatureScaling {
    if (!(temperature > 0) || !Double.isFinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature must be finite and above 0, was " + temperature);
    }
  }

  @Override
  public double probability(double score) {
    return Samples.checkedProbability(score, Samples.logistic(score / temperature));
  }

  /** The slope of the loss rises with the inverse temperature: its zero is bracketed and halved. */
  static TemperatureScaling fit(double[] scores, boolean[] clicked) {
    Samples.check(scores, clicked);
    double[] targets = Samples.targets(clicked);
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (slope(scores, targets, Math.exp(middle)) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new TemperatureScaling(Math.exp(-(low + high) / 2));
  }

  private static double slope(double[] scores, double[] targets, double inverse) {
    double slope = 0;
    for (int i = 0; i < scores.length; i++) {
      slope += (Samples.logistic(inverse * scores[i]) - targets[i]) * scores[i];
    }
    return slope;
  }
}
