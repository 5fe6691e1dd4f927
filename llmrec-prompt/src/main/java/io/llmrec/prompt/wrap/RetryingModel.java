package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.time.Duration;

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
  private final Retries retries;

  RetryingModel(LanguageModel model, Retries retries) {
    this.model = model;
    this.retries = retries;
  }

  /** Tries again as {@link RetryOptions#DEFAULT} says. */
  public static RetryingModel around(LanguageModel model) {
    return around(model, RetryOptions.DEFAULT);
  }

  /** Tries again as the options say. */
  public static RetryingModel around(LanguageModel model, RetryOptions options) {
    return new RetryingModel(model, Retries.of(options));
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException the last failure; after several tries its message tells how many, and the
   *     failure itself is its cause
   */
  @Override
  public Reply complete(Prompt prompt) {
    Deadline deadline = Deadline.of(prompt, retries.ticker());
    Duration limit = retries.options().longestTry();
    long longestTry = limit == null ? Long.MAX_VALUE : Deadline.nanos(limit);
    return retries.call(deadline, () -> model.complete(deadline.leftFor(prompt, longestTry)));
  }

  @Override
  public String toString() {
    return "RetryingModel[" + retries.options().maxTries() + ", " + model + "]";
  }
}
