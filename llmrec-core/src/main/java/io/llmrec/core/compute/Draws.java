package io.llmrec.core.compute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Random numbers that are the same in every JVM: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", 2014). The generators of the JDK do not promise that.
 * Not safe for use by several threads.
 */
public final class Draws {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  /** Numbers of their own for every seed and every path of steps below it. */
  public static Draws of(long seed, int... path) {
    long state = mix(seed);
    for (int step : path) {
      state = mix(state + GOLDEN_GAMMA + step);
    }
    return new Draws(state);
  }

  /** Numbers of one round; rounds of the same seed are independent of each other. */
  public static Draws ofRound(long seed, long round) {
    return new Draws(mix(seed ^ mix(round * GOLDEN_GAMMA + 1)));
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 64 random bits. */
  public long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * A whole number from 0 to {@code bound} - 1, bound at least 1. The upper 32 bits are scaled: no
   * value is favoured by more than one part in 2^32 / bound.
   */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A number evenly spread between -1 and 1. */
  public float aroundZero() {
    return (next() >> 40) * 0x1p-23f;
  }

  /** Puts the entries from {@code from} to {@code to} - 1 in random order. */
  public void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int other = from + below(i - from + 1);
      int kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }

  /** Some of the values in random order, all different places; all of them when fewer are there. */
  public <T> List<T> choose(List<T> values, int count) {
    List<T> left = new ArrayList<>(values);
    int end = Math.min(count, left.size());
    for (int i = 0; i < end; i++) {
      Collections.swap(left, i, i + below(left.size() - i));
    }
    return left.subList(0, end);
  }
}
