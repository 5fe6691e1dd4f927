package io.llmrec.core.baseline;

/**
 * Settings of {@link Baselines#als}.
 *
 * @param dimension components of a vector, at least 1
 * @param alpha how much more a choice of strength r counts than no choice: 1 + alpha r against 1;
 *     above 0
 * @param lambda how strongly vectors are pulled to 0, above 0; with few data a large one leaves
 *     nothing but 0
 * @param iterations rounds over users and items, at least 1
 * @param seed of the first item vectors
 */
public record AlsOptions(int dimension, double alpha, double lambda, int iterations, long seed) {

  /** Checks the settings. */
  public AlsOptions {
    Checks.atLeast("dimension", dimension, 1);
    Checks.positive("alpha", alpha);
    Checks.positive("lambda", lambda);
    Checks.atLeast("iterations", iterations, 1);
  }

  /** 64 components, alpha 0.3, lambda 10, 5 iterations, seed 1. */
  public static AlsOptions defaults() {
    return new AlsOptions(64, 0.3, 10, 5, 1);
  }
}
