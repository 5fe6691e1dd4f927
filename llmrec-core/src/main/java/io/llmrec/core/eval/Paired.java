package io.llmrec.core.eval;

/**
 * How two systems compare on the same users.
 *
 * @param difference mean of first minus second, with its 95 % interval
 * @param p two-sided probability of a difference at least this far from 0 if there were none, above
 *     0 and at most 1
 * @param users how many users were compared
 */
public record Paired(Interval difference, double p, int users) {

  /** Checks the range. */
  public Paired {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be above 0 and at most 1, was " + p);
    }
  }
}
