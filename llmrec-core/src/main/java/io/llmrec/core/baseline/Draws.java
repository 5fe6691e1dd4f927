package io.llmrec.core.baseline;

/**
 * Random numbers that are the same in every JVM: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", 2014). Not safe for use by several threads.
 */
final class Draws {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Numbers of their own for every seed and every path below it. */
  Draws(long seed, int... path) {
    state = mix(seed);
    for (int step : path) {
      state = mix(state + GOLDEN_GAMMA + step);
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A whole number from 0 to {@code bound} - 1; the bias is below one in two to the 32. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A number evenly spread between -1 and 1. */
  float aroundZero() {
    return (next() >> 40) * 0x1p-23f;
  }

  /** Puts the entries from {@code from} to {@code to} - 1 in random order. */
  void shuffle(int[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int other = from + below(i - from + 1);
      int kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }
}
