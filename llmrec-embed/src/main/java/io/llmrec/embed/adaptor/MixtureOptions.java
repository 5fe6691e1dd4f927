package io.llmrec.embed.adaptor;

/**
 * Settings of {@link MixtureTrainer}.
 *
 * @param experts 1 to 64
 * @param dimension of the images, at least 1, at most that of the vectors
 * @param epochs at most; fewer where validation stops getting better; 0 to 1,000
 * @param seed for the start and all draws
 */
public record MixtureOptions(int experts, int dimension, int epochs, long seed) {

  /** Rows of a step; each is a negative for the others. */
  static final int BATCH = 256;

  /** Of a history, the latest items that count, and after how many one counts half. */
  static final int HISTORY = 20;

  static final double HALF_LIFE = 10;

  /** Next items drawn from each history in an epoch. */
  static final int PER_HISTORY = 2;

  static final double TEMPERATURE = 0.07;
  static final double DROPOUT = 0.2;
  static final double RATE = 3e-4;

  /** Epochs without a better validation after which it ends. */
  static final int PATIENCE = 3;

  /** Checks the ranges. */
  public MixtureOptions {
    if (experts < 1 || experts > 64) {
      throw new IllegalArgumentException("experts must be 1 to 64, was " + experts);
    }
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, was " + dimension);
    }
    if (epochs < 0 || epochs > 1_000) {
      throw new IllegalArgumentException("epochs must be 0 to 1000, was " + epochs);
    }
  }

  /** 4 experts, 64 dimensions, 20 epochs, seed 1. */
  public static MixtureOptions defaults() {
    return new MixtureOptions(4, 64, 20, 1);
  }
}
