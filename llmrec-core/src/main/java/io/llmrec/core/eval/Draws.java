package io.llmrec.core.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A random generator that gives the same numbers on every Java release and can be started for each
 * round on its own.
 *
 * <p>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. Not
 * safe for use by several threads.
 */
final class Draws {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** The draws of one round; rounds of the same seed are independent of each other. */
  Draws(long seed, long round) {
    state = mix(seed ^ mix(round * GOLDEN + 1));
  }

  /** 64 random bits. */
  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /**
   * 0 to {@code bound} - 1. The upper 32 bits are scaled: no value is favoured by more than one
   * part in 2^32 / bound.
   */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Some of the values in random order, all different places; all of them when fewer are there. */
  <T> List<T> choose(List<T> values, int count) {
    List<T> left = new ArrayList<>(values);
    int end = Math.min(count, left.size());
    for (int i = 0; i < end; i++) {
      Collections.swap(left, i, i + below(left.size() - i));
    }
    return left.subList(0, end);
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
