package io.llmrec.prompt.wrap;

import java.time.Duration;

/**
 * How many calls may be under way.
 *
 * @param start how many at first, between {@code least} and {@code most}
 * @param least how many at least, 1 or more
 * @param most how many at most
 * @param slow a reply that takes longer counts as a sign of overload, more than 0
 */
public record ConcurrencyOptions(int start, int least, int most, Duration slow) {

  /** 8 at first, 1 to 256, slow after a minute. */
  public static final ConcurrencyOptions DEFAULT =
      new ConcurrencyOptions(8, 1, 256, Duration.ofMinutes(1));

  /** Checks the ranges. */
  public ConcurrencyOptions {
    if (least < 1 || start < least || most < start) {
      throw new IllegalArgumentException(
          "there must be 1 <= least <= start <= most, were %d, %d and %d"
              .formatted(least, start, most));
    }
    if (slow.isZero() || slow.isNegative()) {
      throw new IllegalArgumentException("slow must be more than 0, was " + slow);
    }
  }

  /** These options with another time after which a reply is slow. */
  public ConcurrencyOptions withSlow(Duration limit) {
    return new ConcurrencyOptions(start, least, most, limit);
  }
}
