package io.llmrec.embed.torch;

import java.nio.FloatBuffer;

/** Takes what a loss says of one leaf. */
@FunctionalInterface
public interface GradientReader {

  /**
   * Reads a gradient.
   *
   * @param leaf its place among the leaves
   * @param gradient as many numbers as the leaf has; zeros or none where the loss does not depend
   *     on it; must not be kept
   */
  void read(int leaf, FloatBuffer gradient);
}
