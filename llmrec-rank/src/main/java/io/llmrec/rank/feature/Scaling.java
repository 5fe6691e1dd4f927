package io.llmrec.rank.feature;

/** What is done to a number before a model sees it. */
public enum Scaling {
  /** Mean 0 and deviation 1 over the training samples; at most 8 deviations from 0. */
  STANDARD,
  /** ln(1 + |x|) with the sign of x, then as {@link #STANDARD}: for counts and prices. */
  LOG,
  /** Intervals with about as many training samples each, every one a category of its own. */
  BUCKETS
}
