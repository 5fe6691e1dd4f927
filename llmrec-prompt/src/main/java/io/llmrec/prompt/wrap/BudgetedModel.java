package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.http.TokenPrice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stops before tokens, money or time run out.
 *
 * <p>Safe for use by several threads. What a call may cost at most is estimated and set aside
 * before it is made: the prompt by its length, the reply by {@link
 * io.llmrec.core.llm.GenerationOptions#maxTokens}. A call that the rest does not cover is not made
 * and fails, permanent; a smaller one may still pass. Afterwards the cost becomes what the backend
 * says, or the estimate where it does not tell. A cached reply costs nothing; a call that fails
 * costs nothing either, for no backend tells what it would charge.
 *
 * <p>The estimate is cautious, not certain: a tokenizer that makes more of a text than a token per
 * character can pass the limit by the last calls under way.
 */
public final class BudgetedModel implements LanguageModel {

  /**
   * What was spent.
   *
   * @param calls how many calls gave a reply
   * @param tokens of prompts and replies
   * @param money in the currency of the price
   */
  public record Spending(long calls, long tokens, BigDecimal money) {

    /** Nothing spent. */
    public static final Spending NONE = new Spending(0, 0, BigDecimal.ZERO);

    /** Both together. */
    public Spending plus(Spending other) {
      return new Spending(calls + other.calls, tokens + other.tokens, money.add(other.money));
    }

    private Spending minus(Spending other) {
      return new Spending(calls - other.calls, tokens - other.tokens, money.subtract(other.money));
    }
  }

  /** What may run out. */
  public enum Limit {
    /** Tokens of prompts and replies. */
    TOKENS,
    /** Money. */
    MONEY,
    /** Time since the budget was made. */
    TIME
  }

  private final LanguageModel model;
  private final BudgetLimits limits;
  private final Ticker ticker;
  private final long start;
  private @Nullable Limit reached;
  private Spending spent = Spending.NONE;
  private Spending setAside = Spending.NONE;

  BudgetedModel(LanguageModel model, BudgetLimits limits, Ticker ticker) {
    this.model = model;
    this.limits = limits;
    this.ticker = ticker;
    this.start = ticker.nanos();
  }

  /** Gives a model a budget; its time begins now. */
  public static BudgetedModel around(LanguageModel model, BudgetLimits limits) {
    return new BudgetedModel(model, limits, Ticker.SYSTEM);
  }

  /** What was spent so far, without calls under way. */
  public synchronized Spending spent() {
    return spent;
  }

  /**
   * The limit that turned a call away, or the time once it is over; null as long as nothing has run
   * out.
   */
  public synchronized @Nullable Limit reached() {
    Duration time = limits.time();
    boolean late = time != null && ticker.nanos() - start >= Deadline.nanos(time);
    return reached == null && late ? Limit.TIME : reached;
  }

  @Override
  public Reply complete(Prompt prompt) {
    Prompt limited = withinTime(prompt);
    Spending most = estimate(prompt);
    reserve(most);
    Spending cost = null;
    try {
      Reply reply = model.complete(limited);
      cost = cost(prompt, reply, limits.price());
      return reply;
    } finally {
      settle(most, cost == null ? Spending.NONE : cost);
    }
  }

  private Prompt withinTime(Prompt prompt) {
    Duration time = limits.time();
    if (time == null) {
      return prompt;
    }
    long left = Deadline.nanos(time) - (ticker.nanos() - start);
    if (left <= 0) {
      throw LlmException.permanent("the time of the budget is over: " + time, null);
    }
    boolean enough = left >= Deadline.nanos(prompt.options().timeout());
    return enough ? prompt : prompt.with(prompt.options().withTimeout(Duration.ofNanos(left)));
  }

  private synchronized void reserve(Spending most) {
    Spending then = spent.plus(setAside).plus(most);
    if (then.tokens() > limits.tokens()) {
      reached = reached == null ? Limit.TOKENS : reached;
      throw stop("tokens", most.tokens(), limits.tokens(), spent.tokens(), setAside.tokens());
    }
    BigDecimal money = limits.money();
    if (money != null && then.money().compareTo(money) > 0) {
      reached = reached == null ? Limit.MONEY : reached;
      throw stop("money", most.money(), money, spent.money(), setAside.money());
    }
    setAside = setAside.plus(most);
  }

  private static LlmException stop(
      String what, Object needed, Object limit, Object spent, Object setAside) {
    return LlmException.permanent(
        "the call may need %s %s; of the budget of %s, %s are spent and %s set aside"
            .formatted(needed, what, limit, spent, setAside),
        null);
  }

  private synchronized void settle(Spending most, Spending cost) {
    setAside = setAside.minus(most);
    spent = spent.plus(cost);
  }

  private Spending estimate(Prompt prompt) {
    long all = TokenEstimate.of(prompt);
    int reply = prompt.options().maxTokens();
    return new Spending(1, all, money(limits.price(), all - reply, reply));
  }

  /**
   * What a reply cost: what the backend says, or else an estimate by the length of the texts.
   *
   * @param price where money is wanted and the backend does not tell it, or null
   */
  public static Spending cost(Prompt prompt, Reply reply, @Nullable TokenPrice price) {
    Usage usage = reply.usage();
    if (usage.cached()) {
      return new Spending(1, 0, BigDecimal.ZERO);
    }
    long in = usage.inputTokens();
    long out = usage.outputTokens();
    if (in + out == 0) {
      in = prompt.messages().stream().mapToLong(TokenEstimate::of).sum();
      out = TokenEstimate.of(reply.text());
    }
    BigDecimal money = usage.money().signum() > 0 ? usage.money() : money(price, in, out);
    return new Spending(1, in + out, money);
  }

  private static BigDecimal money(@Nullable TokenPrice price, long in, long out) {
    return price == null ? BigDecimal.ZERO : price.of(in, out);
  }

  @Override
  public String toString() {
    return "BudgetedModel[" + List.of(limits, spent()) + ", " + model + "]";
  }
}
