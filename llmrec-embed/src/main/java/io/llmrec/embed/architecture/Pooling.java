package io.llmrec.embed.architecture;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
  /** The first token's. */
  CLS,
  /** The mean over all tokens. */
  MEAN,
  /** The largest number of each component. */
  MAX,
  /** The last token's, for networks that look only backwards. */
  LAST,
  /** The mean, a token weighted by its position from 1 (Muennighoff, "SGPT", 2022). */
  WEIGHTED_MEAN,
  /** The mean over all tokens after the first and after the last layer. */
  FIRST_LAST_MEAN
}
