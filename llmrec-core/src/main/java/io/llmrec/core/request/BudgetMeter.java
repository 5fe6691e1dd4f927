package io.llmrec.core.request;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What is left of a {@link Budget} while a request is answered.
 *
 * <p>Safe for use by several threads. A language-model stage asks it before a call whether the
 * call's estimate still fits, and tells it afterwards what was spent.
 */
public final class BudgetMeter {

  private final Budget budget;
  private final LongSupplier nanoClock;
  private final long start;
  private long tokens;
  private BigDecimal money = BigDecimal.ZERO;

  /** Starts to count now. */
  public BudgetMeter(Budget budget) {
    this(budget, System::nanoTime);
  }

  /** Starts to count now, on a clock of nanoseconds such as {@link System#nanoTime}. */
  public BudgetMeter(Budget budget, LongSupplier nanoClock) {
    this.budget = budget;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** The time since the request came in. */
  public Duration elapsed() {
    return Duration.ofNanos(nanoClock.getAsLong() - start);
  }

  /** The time left, not negative. */
  public Duration timeLeft() {
    Duration left = budget.time().minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether the request has a limit of time at all. */
  public boolean hasDeadline() {
    return budget.hasDeadline();
  }

  /** The tokens left, not negative. */
  public synchronized long tokensLeft() {
    return Math.max(0, budget.tokens() - tokens);
  }

  /** The money left, not negative. */
  public synchronized BigDecimal moneyLeft() {
    return budget.money().subtract(money).max(BigDecimal.ZERO);
  }

  synchronized void spend(ModelCall call) {
    if (!call.cached()) {
      tokens += call.inputTokens() + call.outputTokens();
      money = money.add(call.money());
    }
  }
}
