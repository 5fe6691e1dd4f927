package io.llmrec.prompt.wrap;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and how fast a prompt, a batch of texts or a list of candidates is sent again.
 *
 * @param maxTries the most times it is sent, at least 1
 * @param firstWait the longest wait before the second try, more than 0; it doubles with each try
 * @param maxWait what the wait grows to at most, at least {@code firstWait}; a backend that asks
 *     for a longer wait gets it
 * @param longestTry the longest time for one try, or null for all that is left: with it a backend
 *     that stalls leaves time for another try
 */
public record RetryOptions(
    int maxTries, Duration firstWait, Duration maxWait, @Nullable Duration longestTry) {

  /** 4 tries, waits from half a second to 20 seconds, no limit to one try. */
  public static final RetryOptions DEFAULT =
      new RetryOptions(4, Duration.ofMillis(500), Duration.ofSeconds(20), null);

  /** Checks the ranges. */
  public RetryOptions {
    if (maxTries < 1) {
      throw new IllegalArgumentException("maxTries must be at least 1, was " + maxTries);
    }
    if (firstWait.isZero() || firstWait.isNegative()) {
      throw new IllegalArgumentException("firstWait must be more than 0, was " + firstWait);
    }
    if (maxWait.compareTo(firstWait) < 0) {
      throw new IllegalArgumentException(
          "maxWait must be at least firstWait, %s, was %s".formatted(firstWait, maxWait));
    }
    if (longestTry != null && (longestTry.isZero() || longestTry.isNegative())) {
      throw new IllegalArgumentException("longestTry must be more than 0, was " + longestTry);
    }
  }

  /** These options with another number of tries. */
  public RetryOptions withMaxTries(int tries) {
    return new RetryOptions(tries, firstWait, maxWait, longestTry);
  }

  /** These options with a limit to each try. */
  public RetryOptions withLongestTry(Duration limit) {
    return new RetryOptions(maxTries, firstWait, maxWait, limit);
  }
}
