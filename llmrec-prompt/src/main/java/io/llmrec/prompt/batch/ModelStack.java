package io.llmrec.prompt.batch;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.prompt.wrap.AdaptiveConcurrencyModel;
import io.llmrec.prompt.wrap.BudgetedModel;
import io.llmrec.prompt.wrap.RateLimitedModel;
import io.llmrec.prompt.wrap.RateLimits;
import io.llmrec.prompt.wrap.RetryingModel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The host's model with what a run puts around it: budget, retrying, rate limit and adaptive
 * concurrency, from the outside in.
 *
 * <p>A prompt's timeout is for the model alone here: a job has time, and an item must not become a
 * dead letter because others are ahead of it. So the wrappers get a long one, and the model its
 * own.
 */
final class ModelStack {

  private static final Duration PATIENCE = Duration.ofDays(7);

  private record Asking(Slot slot, Duration timeout) {}

  private final ThreadLocal<@Nullable Asking> asking = new ThreadLocal<>();
  private final LanguageModel model;
  private final BudgetedModel budgeted;

  /** Wraps a model; the time of the budget begins now. */
  ModelStack(LanguageModel model, JobOptions options) {
    this.model = model;
    RateLimits rate = options.rate();
    LanguageModel adaptive = AdaptiveConcurrencyModel.around(this::call, options.concurrency());
    LanguageModel limited = rate == null ? adaptive : RateLimitedModel.around(adaptive, rate);
    budgeted =
        BudgetedModel.around(RetryingModel.around(limited, options.retries()), options.budget());
  }

  BudgetedModel.@Nullable Limit reached() {
    return budgeted.reached();
  }

  Reply complete(Prompt prompt, Slot slot) {
    asking.set(new Asking(slot, prompt.options().timeout()));
    try {
      return budgeted.complete(prompt.with(prompt.options().withTimeout(PATIENCE)));
    } finally {
      asking.remove();
    }
  }

  /** One call; the wrappers make it on the thread that asked. */
  private Reply call(Prompt prompt) {
    Asking now = asking.get();
    if (now == null) {
      throw new IllegalStateException("the wrappers changed the thread of a call");
    }
    now.slot().called();
    Duration left = prompt.options().timeout();
    boolean shorter = now.timeout().compareTo(left) < 0;
    return model.complete(
        shorter ? prompt.with(prompt.options().withTimeout(now.timeout())) : prompt);
  }
}
