package io.llmrec.rank.twotower;

/** How a history becomes one vector. */
public enum Pooling {
  /** All items count the same. */
  MEAN,
  /** A small network says how much each item counts; shares are a softmax. */
  ATTENTION
}
