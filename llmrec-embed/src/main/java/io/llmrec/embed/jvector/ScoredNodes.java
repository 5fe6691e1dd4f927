package io.llmrec.embed.jvector;

/** A node or row and its score as one number that grows with the score. */
final class ScoredNodes {

  private ScoredNodes() {}

  static long of(int node, float score) {
    return ((long) flipped(Float.floatToRawIntBits(score)) << Integer.SIZE) | node;
  }

  static int node(long scored) {
    return (int) scored;
  }

  static float score(long scored) {
    return Float.intBitsToFloat(flipped((int) (scored >> Integer.SIZE)));
  }

  /** Turns the bits of a number into an integer of the same order, and back. */
  private static int flipped(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
