package io.llmrec.core.request;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What one request may cost.
 *
 * @param time from the call to the answer, more than 0
 * @param tokens prompt and completion tokens of all language-model calls together, at least 0
 * @param money of all language-model calls together, in the host's currency, at least 0
 */
public record Budget(Duration time, long tokens, BigDecimal money) {

  /** Stands for no limit of time: about 292 years, the most that fits into nanoseconds. */
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private static final BigDecimal ANY_MONEY = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Checks the limits. */
  public Budget {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("time of a budget must be more than 0, was " + time);
    }
    if (tokens < 0 || money.signum() < 0) {
      throw new IllegalArgumentException(
          "tokens and money of a budget must be at least 0, were %d and %s"
              .formatted(tokens, money));
    }
    time = time.compareTo(FOREVER) > 0 ? FOREVER : time;
  }

  /** No limit. */
  public static Budget unlimited() {
    return new Budget(FOREVER, Long.MAX_VALUE, ANY_MONEY);
  }

  /** A limit of time alone. */
  public static Budget of(Duration time) {
    return unlimited().withTime(time);
  }

  /** This budget with another limit of time. */
  public Budget withTime(Duration limit) {
    return new Budget(limit, tokens, money);
  }

  /** This budget with another limit of tokens. */
  public Budget withTokens(long limit) {
    return new Budget(time, limit, money);
  }

  /** This budget with another limit of money. */
  public Budget withMoney(BigDecimal limit) {
    return new Budget(time, tokens, limit);
  }

  /** Whether there is a limit of time. */
  public boolean hasDeadline() {
    return time.compareTo(FOREVER) < 0;
  }
}
