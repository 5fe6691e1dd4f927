package io.llmrec.embed.image;

/** How a picture of any shape becomes a square. */
public enum ImageFit {
  /** The largest square in the middle: shapes stay true, the ends of a long picture are lost. */
  CROP,
  /** All of it, stretched. */
  STRETCH
}
