package io.llmrec.rank.llm;

import io.llmrec.prompt.http.TokenPrice;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a ranking will cost, known before a model is asked.
 *
 * <p>Calls are a bound that no run passes; methods that ask a fixed set of questions make exactly
 * so many. Tokens are estimates of {@link io.llmrec.prompt.TokenEstimate}, cautious ones.
 *
 * @param calls the most calls of the model
 * @param steps how many of these follow each other; the others run beside them
 * @param promptTokens of all prompts together
 * @param replyTokens of all replies together, when they hold the labels asked for and nothing else
 * @param mostReplyTokens of all replies together, as long as they may be
 */
public record RankingCost(
    long calls, long steps, long promptTokens, long replyTokens, long mostReplyTokens) {

  /** No call. */
  public static final RankingCost NONE = new RankingCost(0, 0, 0, 0, 0);

  /** Checks the numbers. */
  public RankingCost {
    if (Math.min(Math.min(calls, steps), Math.min(promptTokens, replyTokens)) < 0
        || steps > calls
        || mostReplyTokens < replyTokens && calls > 0) {
      throw new IllegalArgumentException(
          "a cost must have 0 <= steps <= calls and 0 <= replyTokens <= mostReplyTokens, had"
              + " calls %d, steps %d, promptTokens %d, replyTokens %d, mostReplyTokens %d"
                  .formatted(calls, steps, promptTokens, replyTokens, mostReplyTokens));
    }
  }

  /** This cost and another one that comes after it. */
  public RankingCost then(RankingCost other) {
    return new RankingCost(
        calls + other.calls,
        steps + other.steps,
        promptTokens + other.promptTokens,
        replyTokens + other.replyTokens,
        mostReplyTokens + other.mostReplyTokens);
  }

  /**
   * This cost several times, so many at once.
   *
   * @param times at least 0
   * @param together at least 1
   */
  public RankingCost times(long times, int together) {
    long rounds = (times + together - 1) / together;
    return new RankingCost(
        calls * times,
        Math.min(calls * times, steps * rounds),
        promptTokens * times,
        replyTokens * times,
        mostReplyTokens * times);
  }

  /** The most tokens of prompts and replies together. */
  public long mostTokens() {
    return promptTokens + mostReplyTokens;
  }

  /** The time that the steps take with a model of this speed. */
  public Duration latency(ModelSpeed speed) {
    if (calls == 0) {
      return Duration.ZERO;
    }
    double perCall =
        speed.perPromptToken().toNanos() * ((double) promptTokens / calls)
            + speed.perReplyToken().toNanos() * ((double) replyTokens / calls);
    return speed.perCall().plusNanos((long) perCall).multipliedBy(steps);
  }

  /** The most money, with replies as long as they may be. */
  public BigDecimal mostMoney(TokenPrice price) {
    return price.of(promptTokens, mostReplyTokens);
  }

  @Override
  public String toString() {
    return "at most %d calls, %d of them one after the other; %d prompt tokens, %d to %d reply tokens"
        .formatted(calls, steps, promptTokens, replyTokens, mostReplyTokens);
  }
}
