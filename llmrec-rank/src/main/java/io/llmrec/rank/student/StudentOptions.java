package io.llmrec.rank.student;

/**
 * How {@link StudentTrainer} learns.
 *
 * @param hidden units of the hidden layer, 0 for a linear student, at most 256
 * @param loss what is made small
 * @param learningRate of Adam, above 0, at most 1
 * @param decay how strongly weights are pulled to 0, at least 0
 * @param epochs the most passes over the rankings, at least 1
 * @param patience passes without a better validation after which it ends, at least 1
 * @param batch rankings per step, at least 1
 * @param seed of the first weights and the order of the rankings
 */
public record StudentOptions(
    int hidden,
    Loss loss,
    double learningRate,
    double decay,
    int epochs,
    int patience,
    int batch,
    long seed) {

  /** What is made small for each ranking. */
  public enum Loss {
    /**
     * The mean over pairs of ln(1 + exp(score of the later - score of the earlier)). Burges et al.,
     * "Learning to Rank using Gradient Descent", ICML 2005.
     */
    RANKNET,
    /**
     * The negative log-likelihood of the order, place by place, per place. Xia et al., "Listwise
     * Approach to Learning to Rank", ICML 2008.
     */
    LIST_MLE
  }

  /**
   * 16 hidden units, RankNet, rate 0.01, decay 0.0001, 60 passes, patience 6, 8 rankings, seed 1.
   */
  public static final StudentOptions DEFAULT =
      new StudentOptions(16, Loss.RANKNET, 0.01, 0.0001, 60, 6, 8, 1);

  /** Checks the ranges. */
  public StudentOptions {
    if (hidden < 0 || hidden > 256) {
      throw new IllegalArgumentException("hidden must be 0 to 256, was " + hidden);
    }
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learningRate must be above 0 and at most 1, was " + learningRate);
    }
    if (!(decay >= 0) || !Double.isFinite(decay)) {
      throw new IllegalArgumentException("decay must be finite and at least 0, was " + decay);
    }
    if (epochs < 1 || patience < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "epochs, patience and batch must be at least 1, were %d, %d and %d"
              .formatted(epochs, patience, batch));
    }
  }

  /** These options with another number of hidden units; 0 is a linear student. */
  public StudentOptions withHidden(int units) {
    return new StudentOptions(units, loss, learningRate, decay, epochs, patience, batch, seed);
  }

  /** These options with another loss. */
  public StudentOptions withLoss(Loss other) {
    return new StudentOptions(hidden, other, learningRate, decay, epochs, patience, batch, seed);
  }

  /** These options with another seed. */
  public StudentOptions withSeed(long value) {
    return new StudentOptions(hidden, loss, learningRate, decay, epochs, patience, batch, value);
  }

  /** These options with another number of passes. */
  public StudentOptions withEpochs(int passes) {
    return new StudentOptions(hidden, loss, learningRate, decay, passes, patience, batch, seed);
  }
}
