package io.llmrec.prompt.wrap;

import java.time.Duration;

/**
 * When a circuit breaker opens, and for how long.
 *
 * @param calls how many of the latest calls are looked at, at least 1; before there are so many the
 *     breaker stays closed
 * @param failing the share of them that must fail, more than 0 and at most 1
 * @param open how long nothing is sent, more than 0
 */
public record BreakerOptions(int calls, double failing, Duration open) {

  /** Half of the latest 10 calls, 30 seconds. */
  public static final BreakerOptions DEFAULT = new BreakerOptions(10, 0.5, Duration.ofSeconds(30));

  /** Checks the ranges. */
  public BreakerOptions {
    if (calls < 1) {
      throw new IllegalArgumentException("calls must be at least 1, was " + calls);
    }
    if (!(failing > 0 && failing <= 1)) {
      throw new IllegalArgumentException(
          "failing must be more than 0 and at most 1, was " + failing);
    }
    if (open.isZero() || open.isNegative()) {
      throw new IllegalArgumentException("open must be more than 0, was " + open);
    }
  }
}
