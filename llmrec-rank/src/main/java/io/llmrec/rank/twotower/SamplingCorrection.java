package io.llmrec.rank.twotower;

/**
 * How the loss learns how often an item is drawn as a negative. Items of a batch are drawn as often
 * as they are popular; without a correction popular items are pushed down for that (Yi et al.,
 * "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations", 2019).
 */
public enum SamplingCorrection {
  /** Not at all. */
  NONE,
  /** By the share of the positives, counted beforehand. */
  COUNTED,
  /** By a running mean of the steps between two draws, as the paper does for endless data. */
  STREAMED
}
