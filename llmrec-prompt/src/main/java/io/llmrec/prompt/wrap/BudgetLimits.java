package io.llmrec.prompt.wrap;

import io.llmrec.prompt.http.TokenPrice;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a model may spend in all.
 *
 * @param tokens of prompts and replies, at least 0
 * @param money at least 0, or null for no limit; needs a price
 * @param price what tokens cost, or null where no limit depends on it
 * @param time from the budget's making to its end, more than 0, or null for no limit
 */
public record BudgetLimits(
    long tokens, @Nullable BigDecimal money, @Nullable TokenPrice price, @Nullable Duration time) {

  /** No limit; narrow it. */
  public static final BudgetLimits NONE = new BudgetLimits(Long.MAX_VALUE, null, null, null);

  /** Checks the ranges, and that a limit of money comes with a price. */
  public BudgetLimits {
    if (tokens < 0) {
      throw new IllegalArgumentException("tokens must be at least 0, was " + tokens);
    }
    if (money != null && money.signum() < 0) {
      throw new IllegalArgumentException("money must be at least 0, was " + money);
    }
    if (money != null && price == null) {
      throw new IllegalArgumentException("a limit of money needs a price, was given none");
    }
    if (time != null && (time.isZero() || time.isNegative())) {
      throw new IllegalArgumentException("time must be more than 0, was " + time);
    }
  }

  /** These limits with another one for tokens. */
  public BudgetLimits withTokens(long most) {
    return new BudgetLimits(most, money, price, time);
  }

  /** These limits with another one for money. */
  public BudgetLimits withMoney(BigDecimal most, TokenPrice at) {
    return new BudgetLimits(tokens, most, at, time);
  }

  /** These limits with another one for time. */
  public BudgetLimits withTime(Duration most) {
    return new BudgetLimits(tokens, money, price, most);
  }
}
