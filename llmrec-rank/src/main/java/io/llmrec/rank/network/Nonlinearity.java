package io.llmrec.rank.network;

/** What a layer does to each of its numbers at last. */
public enum Nonlinearity {
  /** Nothing. */
  NONE,
  /** {@code max(x, 0)}. */
  RELU,
  /**
   * {@code x} above 0, {@code a x} below, with an {@code a} learned for each number (He et al.,
   * "Delving Deep into Rectifiers", 2015).
   */
  PRELU,
  /**
   * {@code p x + (1 - p) a x}, with a slope {@code a} and a gate {@code p = sigmoid(s x + c)}
   * learned for each number (Zhou et al., "Deep Interest Network", 2018). There the gate's scale
   * and place are the batch's deviation and mean; here they are weights, so that a score does not
   * depend on what else is in a batch, and padding cannot reach it.
   */
  DICE
}
