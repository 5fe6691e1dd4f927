package io.llmrec.rank.train;

import java.util.Arrays;

/** Shapes of arrays. */
final class Shapes {

  /** Lengths above this are taken for a mistake, and would not fit into every JVM's arrays. */
  static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

  private Shapes() {}

  /** How many numbers a shape holds; every axis must be at least 1. */
  static int count(String what, int[] shape) {
    long count = 1;
    for (int axis : shape) {
      if (axis < 1 || count * axis > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "%s must have axes of at least 1 and at most %d numbers, its shape was %s"
                .formatted(what, MAX_LENGTH, Arrays.toString(shape)));
      }
      count *= axis;
    }
    return (int) count;
  }
}
