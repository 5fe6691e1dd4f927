package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LlmException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Makes a call again when its failure may pass. Safe for use by several threads.
 *
 * @param options how often and how fast
 * @param ticker the time
 * @param random from 0 to 1, for the waits
 */
record Retries(RetryOptions options, Ticker ticker, DoubleSupplier random) {

  static Retries of(RetryOptions options) {
    return new Retries(options, Ticker.SYSTEM, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** For calls that have a time of their own, which cannot be made shorter. */
  static Retries ofWholeCalls(RetryOptions options) {
    if (options.longestTry() != null) {
      throw new IllegalArgumentException(
          "longestTry must be null, for what is called has a time of its own, was "
              + options.longestTry());
    }
    return of(options);
  }

  /**
   * What the call gives in the end.
   *
   * @throws LlmException the last failure; after several tries its message tells how many, and the
   *     failure itself is its cause
   */
  <T> T call(Deadline deadline, Supplier<T> call) {
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (LlmException e) {
        long wait = wait(tries, e);
        if (!e.retryable() || tries == options.maxTries() || wait >= deadline.left()) {
          throw tries == 1 ? e : givenUp(tries, e, deadline);
        }
        deadline.sleep(wait, "waiting before try " + (tries + 1));
      }
    }
  }

  private long wait(int tries, LlmException failure) {
    long longest = Deadline.nanos(options.firstWait());
    long most = Deadline.nanos(options.maxWait());
    for (int i = 1; i < tries && longest < most; i++) {
      longest *= 2;
    }
    long wait = (long) (Math.min(longest, most) * (0.5 + random.getAsDouble() / 2));
    Duration asked = failure.retryAfter();
    return asked == null ? wait : Math.max(wait, Deadline.nanos(asked));
  }

  private static LlmException givenUp(int tries, LlmException last, Deadline deadline) {
    String message =
        "given up after %d tries within %s: %s"
            .formatted(tries, deadline.timeout(), last.getMessage());
    return Failures.like(last, message);
  }
}
