package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import java.time.Duration;

/** The end of the time for a prompt or another call. Immutable. */
final class Deadline {

  private static final long MAX_NANOS = Long.MAX_VALUE / 4;

  private final Ticker ticker;
  private final Duration timeout;
  private final long start;
  private final long nanos;

  private Deadline(Ticker ticker, Duration timeout) {
    this.ticker = ticker;
    this.timeout = timeout;
    this.start = ticker.nanos();
    this.nanos = nanos(timeout);
  }

  /** Begins now. */
  static Deadline of(Prompt prompt, Ticker ticker) {
    return new Deadline(ticker, prompt.options().timeout());
  }

  /** Begins now. */
  static Deadline of(Duration timeout, Ticker ticker) {
    return new Deadline(ticker, timeout);
  }

  /** Refuses a time that is none. */
  static void check(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be more than 0, was " + timeout);
    }
  }

  /** A length of time in nanoseconds, or nearly three generations for a longer one. */
  static long nanos(Duration duration) {
    try {
      return Math.min(MAX_NANOS, duration.toNanos());
    } catch (ArithmeticException e) {
      return MAX_NANOS;
    }
  }

  /** Nanoseconds that are left, 0 or less when time is up. */
  long left() {
    return nanos - (ticker.nanos() - start);
  }

  /** The whole time from beginning to end. */
  Duration timeout() {
    return timeout;
  }

  /**
   * The prompt with the time that is left.
   *
   * @throws LlmException retryable when time is up
   */
  Prompt leftFor(Prompt prompt) {
    return leftFor(prompt, MAX_NANOS);
  }

  /** The prompt with the time that is left, but no more than so many nanoseconds. */
  Prompt leftFor(Prompt prompt, long most) {
    long left = left();
    if (left <= 0) {
      throw LlmException.retryable("no time is left of " + timeout, null);
    }
    Duration limit = Duration.ofNanos(Math.max(1, Math.min(left, most)));
    return prompt.with(prompt.options().withTimeout(limit));
  }

  /** Lets time pass; an interrupt ends it. */
  void sleep(long length, String what) {
    try {
      ticker.sleep(length);
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    }
  }

  /** The failure of an interrupted wait; the thread is interrupted again. */
  static LlmException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return LlmException.permanent("interrupted while " + what, cause);
  }
}
