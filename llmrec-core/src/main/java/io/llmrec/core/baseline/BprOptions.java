package io.llmrec.core.baseline;

/**
 * Settings of {@link Baselines#bpr}.
 *
 * @param dimension components of a vector, at least 1
 * @param epochs how often each choice is learned from, at least 1
 * @param learningRate size of a step, above 0
 * @param regularization how strongly vectors are pulled to 0 in each step, at least 0
 * @param seed of the first vectors, the order of the choices and the items not chosen
 */
public record BprOptions(
    int dimension, int epochs, double learningRate, double regularization, long seed) {

  /** Checks the settings. */
  public BprOptions {
    Checks.atLeast("dimension", dimension, 1);
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("learningRate", learningRate);
    Checks.notNegative("regularization", regularization);
  }

  /** 64 components, 60 epochs, learning rate 0.05, regularization 0.005, seed 1. */
  public static BprOptions defaults() {
    return new BprOptions(64, 60, 0.05, 0.005, 1);
  }
}
