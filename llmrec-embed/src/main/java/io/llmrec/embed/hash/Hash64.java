package io.llmrec.embed.hash;

/**
 * 64-bit hashes of integers and texts, with the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast
 * splittable pseudorandom number generators", 2014). Every bit of the input changes half of the
 * bits of the result. The values never change between versions, JVMs or machines.
 */
public final class Hash64 {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Hash64() {}

  /** A one-to-one scrambling of all 64-bit numbers. */
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * The next state of a hash that has taken in one more number; cheap, to be finished by {@link
   * #mix}.
   */
  public static long step(long state, int number) {
    return (Long.rotateLeft(state, 23) ^ number) * GOLDEN;
  }

  /** The number at a position of the random sequence that a seed names. */
  public static long draw(long seed, int position) {
    return mix(seed + GOLDEN * (position + 1L));
  }

  /** A number from 0 to {@code bound - 1}, of the upper 32 bits of a hash. */
  public static int below(long hash, int bound) {
    return (int) (((hash >>> 32) * bound) >>> 32);
  }

  /** The hash of a text, over its UTF-16 units. */
  public static long of(String text) {
    long state = text.length();
    for (int i = 0; i < text.length(); i++) {
      state = step(state, text.charAt(i));
    }
    return mix(state);
  }
}
