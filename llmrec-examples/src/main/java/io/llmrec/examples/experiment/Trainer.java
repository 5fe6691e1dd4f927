package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Split;

/** Makes a system that can be asked. The same input gives the same system. */
@FunctionalInterface
public interface Trainer {

  /**
   * Learns.
   *
   * @param split without its test cases, which no trainer ever sees
   * @param seed for whatever is random
   */
  Trained train(Split split, long seed);
}
