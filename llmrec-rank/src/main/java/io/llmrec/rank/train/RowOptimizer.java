package io.llmrec.rank.train;

/**
 * How the rows of embedding tables learn. Only rows that a step touched change: neither weight
 * decay nor the decay of moments reaches others.
 *
 * @param kind the rule
 * @param rate what the learning rate of the dense weights is multiplied by for tables, above 0
 * @param epsilon added to the divisor, above 0
 */
public record RowOptimizer(Kind kind, double rate, double epsilon) {

  /** The rules there are. */
  public enum Kind {
    /**
     * Adam (Kingma and Ba, 2015) with moments that change only when their row is touched, and
     * corrections by the number of all steps, as PyTorch's SparseAdam has it.
     */
    LAZY_ADAM,
    /**
     * Adagrad (Duchi, Hazan and Singer, 2011): each number is divided by the root of its summed
     * squares.
     */
    ADAGRAD,
    /** Adagrad with one sum a row, of the mean squares: 4 bytes a row beside the table. */
    ROW_ADAGRAD
  }

  /** Checks the ranges. */
  public RowOptimizer {
    if (!(rate > 0) || !Double.isFinite(rate) || !(epsilon > 0) || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException(
          "rate and epsilon must be above 0, were %s and %s".formatted(rate, epsilon));
    }
  }

  /** Lazy Adam at the rate of the dense weights. */
  public static RowOptimizer lazyAdam() {
    return new RowOptimizer(Kind.LAZY_ADAM, 1, 1e-8);
  }

  /** Adagrad at ten times the rate of the dense weights, for its steps become small. */
  public static RowOptimizer adagrad() {
    return new RowOptimizer(Kind.ADAGRAD, 10, 1e-10);
  }

  /** Row-wise Adagrad at ten times the rate of the dense weights. */
  public static RowOptimizer rowAdagrad() {
    return new RowOptimizer(Kind.ROW_ADAGRAD, 10, 1e-10);
  }

  /** This one at another rate. */
  public RowOptimizer withRate(double value) {
    return new RowOptimizer(kind, value, epsilon);
  }
}
