package io.llmrec.examples.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Random numbers that are the same on every JVM, for ever: SplitMix64 (Steele, Lea and Flood, 2014)
 * and, where a logarithm or a cosine is needed, {@link StrictMath}.
 *
 * <p>The JDK's generators promise less: what {@code SplittableRandom.nextInt(bound)} returns
 * changed with Java 17. Not safe for use by several threads.
 */
final class Dice {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  /**
   * Dice of their own for one named thing: what happens to other things does not change how they
   * fall.
   */
  static Dice of(long seed, String name) {
    return new Dice(mix(seed ^ mix(name.hashCode())));
  }

  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * From 0 to {@code bound} - 1. The bias of the modulo is below 2^-50 for the small bounds of a
   * shop.
   */
  int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, was " + bound);
    }
    return (int) Math.floorMod(next() >>> 1, (long) bound);
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Standard normal (Box and Muller, 1958). */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** An index, drawn in proportion to its weight; the weights are not negative and not all zero. */
  int weighted(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double rest = unit() * total;
    for (int i = 0; i < weights.length; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** The same elements in another order (Fisher and Yates). */
  <T> List<T> shuffled(List<T> elements) {
    List<T> copy = new ArrayList<>(elements);
    for (int i = copy.size() - 1; i > 0; i--) {
      Collections.swap(copy, i, below(i + 1));
    }
    return copy;
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
