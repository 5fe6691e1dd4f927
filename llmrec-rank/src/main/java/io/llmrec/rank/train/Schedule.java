package io.llmrec.rank.train;

/**
 * How the learning rate changes over the steps. The same step always gives the same factor.
 *
 * @see TrainingOptions.Builder#schedule
 */
@FunctionalInterface
public interface Schedule {

  /**
   * What the learning rate is multiplied by.
   *
   * @param step from 0 on, over all epochs
   */
  double factor(long step);

  /** Always the same rate. */
  static Schedule constant() {
    return step -> 1;
  }

  /**
   * Up from 0 in a line, then down to 0 in a line.
   *
   * @param warmUp steps until the full rate, at least 0
   * @param total steps until 0, more than {@code warmUp}
   */
  static Schedule linear(long warmUp, long total) {
    requireSteps(warmUp, total);
    return step ->
        step < warmUp
            ? (step + 1.0) / warmUp
            : Math.max(0, (double) (total - step) / (total - warmUp));
  }

  /**
   * Up from 0 in a line, then down to 0 along half a cosine (Loshchilov and Hutter, "SGDR:
   * Stochastic Gradient Descent with Warm Restarts", 2017, without restarts).
   *
   * @param warmUp steps until the full rate, at least 0
   * @param total steps until 0, more than {@code warmUp}
   */
  static Schedule cosine(long warmUp, long total) {
    requireSteps(warmUp, total);
    return step -> {
      if (step < warmUp) {
        return (step + 1.0) / warmUp;
      }
      double done = Math.min(1, (double) (step - warmUp) / (total - warmUp));
      return 0.5 * (1 + StrictMath.cos(Math.PI * done));
    };
  }

  private static void requireSteps(long warmUp, long total) {
    if (warmUp < 0 || total <= warmUp) {
      throw new IllegalArgumentException(
          "warmUp must be at least 0 and total more than it, were %d and %d"
              .formatted(warmUp, total));
    }
  }
}
