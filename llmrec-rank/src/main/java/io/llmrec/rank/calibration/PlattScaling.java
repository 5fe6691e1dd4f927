package io.llmrec.rank.calibration;

/**
 * See {@link ScoreCalibration#fitPlatt}.
 *
 * @param slope at least 0, finite
 * @param intercept finite
 */
public record PlattScaling(double slope, double intercept) implements ScoreCalibration {

  private static final int MAX_STEPS = 100;
  private static final double SMALL_GRADIENT = 1e-9;
  private static final double RIDGE = 1e-12;
  private static final double SHORTEST_STEP = 1e-10;

  /** Checks the ranges. */
  public PlattScaling {
    if (!(slope >= 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException(
          "slope must be at least 0 and intercept finite, were %s and %s"
              .formatted(slope, intercept));
    }
  }

  @Override
  public double probability(double score) {
    return Samples.checkedProbability(score, Samples.logistic(slope * score + intercept));
  }

  /**
   * Fits on scores of mean 0 and deviation 1, where Newton's steps are well conditioned. Scores
   * that say the opposite of what happened get the slope 0.
   */
  static PlattScaling fit(double[] scores, boolean[] clicked) {
    Samples.check(scores, clicked);
    double mean = 0;
    for (double score : scores) {
      mean += score / scores.length;
    }
    double squares = 0;
    for (double score : scores) {
      squares += (score - mean) * (score - mean) / scores.length;
    }
    double deviation = squares > 0 && Double.isFinite(squares) ? Math.sqrt(squares) : 1;
    double[] standard = new double[scores.length];
    for (int i = 0; i < standard.length; i++) {
      standard[i] = (scores[i] - mean) / deviation;
    }
    double[] fitted = newton(standard, Samples.targets(clicked), clicked);
    double slope = fitted[0] / deviation;
    return new PlattScaling(slope, fitted[1] - slope * mean);
  }

  private static double[] newton(double[] scores, double[] targets, boolean[] clicked) {
    double clicks = Samples.clicks(clicked);
    double prior = Math.log((clicks + 1) / (clicked.length - clicks + 1));
    double[] at = {0, prior};
    double loss = loss(scores, targets, at);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] direction = direction(scores, targets, at);
      if (Math.abs(direction[2]) + Math.abs(direction[3]) < SMALL_GRADIENT * scores.length) {
        break;
      }
      double length = 1;
      double[] next = at;
      double nextLoss = loss;
      while (length >= SHORTEST_STEP) {
        next = new double[] {at[0] + length * direction[0], at[1] + length * direction[1]};
        nextLoss = loss(scores, targets, next);
        if (nextLoss < loss) {
          break;
        }
        length /= 2;
      }
      if (nextLoss >= loss) {
        break;
      }
      at = next;
      loss = nextLoss;
    }
    return at[0] >= 0 ? at : new double[] {0, prior};
  }

  private static double loss(double[] scores, double[] targets, double[] at) {
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      loss += Samples.loss(at[0] * scores[i] + at[1], targets[i]);
    }
    return loss;
  }

  /** Newton's step and the gradient. */
  private static double[] direction(double[] scores, double[] targets, double[] at) {
    double h11 = RIDGE;
    double h22 = RIDGE;
    double h21 = 0;
    double g1 = 0;
    double g2 = 0;
    for (int i = 0; i < scores.length; i++) {
      double p = Samples.logistic(at[0] * scores[i] + at[1]);
      double weight = p * (1 - p);
      h11 += scores[i] * scores[i] * weight;
      h22 += weight;
      h21 += scores[i] * weight;
      g1 += (p - targets[i]) * scores[i];
      g2 += p - targets[i];
    }
    double determinant = h11 * h22 - h21 * h21;
    return new double[] {
      -(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant, g1, g2
    };
  }
}
