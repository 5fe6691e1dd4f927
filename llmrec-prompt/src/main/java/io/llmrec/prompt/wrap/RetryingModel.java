package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Sends a prompt again when its failure may pass.
 *
 * <p>Safe for use by several threads. Only what {@link LlmException#retryable} says so is tried
 * again: for the HTTP backends status 408, 409, 429, 5xx and broken connections. The wait before a
 * try is drawn at random between half of a length and all of it, which doubles with each try, so
 * that callers who failed together do not come back together. Where the backend says how long to
 * wait ({@link LlmException#retryAfter}), the wait is at least that.
 *
 * <p>The prompt's timeout is one deadline over all tries and waits. A wait that would not end
 * before it is not begun: the last failure is thrown at once.
 */
public final class RetryingModel implements LanguageModel {

  private final LanguageModel model;
  private final RetryOptions options;
  private final Ticker ticker;
  private final DoubleSupplier random;

  RetryingModel(LanguageModel model, RetryOptions options, Ticker ticker, DoubleSupplier random) {
    this.model = model;
    this.options = options;
    this.ticker = ticker;
    this.random = random;
  }

  /** Tries again as {@link RetryOptions#DEFAULT} says. */
  public static RetryingModel around(LanguageModel model) {
    return around(model, RetryOptions.DEFAULT);
  }

  /** Tries again as the options say. */
  public static RetryingModel around(LanguageModel model, RetryOptions options) {
    return new RetryingModel(
        model, options, Ticker.SYSTEM, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException the last failure; after several tries its message tells how many, and the
   *     failure itself is its cause
   */
  @Override
  public Reply complete(Prompt prompt) {
    Deadline deadline = Deadline.of(prompt, ticker);
    long longestTry =
        options.longestTry() == null ? Long.MAX_VALUE : Deadline.nanos(options.longestTry());
    for (int tries = 1; ; tries++) {
      try {
        return model.complete(deadline.leftFor(prompt, longestTry));
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

  @Override
  public String toString() {
    return "RetryingModel[" + options.maxTries() + ", " + model + "]";
  }
}
