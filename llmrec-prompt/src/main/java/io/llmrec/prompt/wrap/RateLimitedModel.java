package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.TokenEstimate;
import java.time.Duration;

/**
 * Sends no more requests and tokens within any minute than a backend accepts; callers wait for
 * their turn in the order they came.
 *
 * <p>Safe for use by several threads. Tokens are estimated before the call, the longest allowed
 * reply included, and corrected by what the backend says the call used; a cached reply gives its
 * tokens back. A call that alone is over the limit has a minute to itself.
 *
 * <p>A caller whose turn would not come before the prompt's timeout fails at once, retryable, with
 * the wait it would have taken.
 */
public final class RateLimitedModel implements LanguageModel {

  private record Turn(long moment, MinuteWindow.Entry request, MinuteWindow.Entry tokens) {}

  private final LanguageModel model;
  private final RateLimits limits;
  private final Ticker ticker;
  private final long origin;
  private final MinuteWindow requests;
  private final MinuteWindow tokens;

  RateLimitedModel(LanguageModel model, RateLimits limits, Ticker ticker) {
    this.model = model;
    this.limits = limits;
    this.ticker = ticker;
    this.origin = ticker.nanos();
    this.requests = new MinuteWindow(limits.requestsPerMinute());
    this.tokens = new MinuteWindow(limits.tokensPerMinute());
  }

  /** Keeps a model's calls within limits. */
  public static RateLimitedModel around(LanguageModel model, RateLimits limits) {
    return new RateLimitedModel(model, limits, Ticker.SYSTEM);
  }

  @Override
  public Reply complete(Prompt prompt) {
    Deadline deadline = Deadline.of(prompt, ticker);
    Turn turn = takeTurn(TokenEstimate.of(prompt), deadline);
    try {
      long wait = turn.moment() - now();
      if (wait > 0) {
        deadline.sleep(wait, "waiting for the rate limit");
      }
    } catch (LlmException e) {
      giveBack(turn);
      throw e;
    }
    Reply reply = model.complete(deadline.leftFor(prompt));
    settle(turn, reply.usage());
    return reply;
  }

  private synchronized Turn takeTurn(long estimate, Deadline deadline) {
    long now = now();
    long moment = tokens.earliest(requests.earliest(now, 1), estimate);
    long wait = moment - now;
    if (wait > 0 && wait >= deadline.left()) {
      Duration length = Duration.ofNanos(wait);
      throw LlmException.retryableAfter(
          "the rate limit of %s makes this call wait %s, and it has %s"
              .formatted(limits, length, deadline.timeout()),
          length,
          null);
    }
    return new Turn(moment, requests.spend(moment, 1), tokens.spend(moment, estimate));
  }

  /** Counts from 0, for moments are compared. */
  private long now() {
    return ticker.nanos() - origin;
  }

  private synchronized void giveBack(Turn turn) {
    long now = now();
    requests.correct(turn.request(), 0, now);
    tokens.correct(turn.tokens(), 0, now);
  }

  private synchronized void settle(Turn turn, Usage usage) {
    long used = usage.inputTokens() + usage.outputTokens();
    if (usage.cached()) {
      giveBack(turn);
    } else if (used > 0) {
      tokens.correct(turn.tokens(), used, now());
    }
  }

  @Override
  public String toString() {
    return "RateLimitedModel[" + limits + ", " + model + "]";
  }
}
