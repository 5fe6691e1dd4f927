package io.llmrec.rank.train;

/** Tells how good a network is on data that it does not learn from. */
@FunctionalInterface
public interface Validation {

  /**
   * A finite number, larger is better, such as an AUC. The network's arrays hold what was learned
   * so far and must not be changed.
   */
  double metric(TrainableNetwork network);
}
