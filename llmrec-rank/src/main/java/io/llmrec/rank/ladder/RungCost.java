package io.llmrec.rank.ladder;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a rung needs of a request's budget.
 *
 * @param time that it takes, with 95 % certainty or so, at least 0
 * @param tokens at most, of prompts and replies; 0 for a rung that asks no language model
 * @param money at most, in the host's currency, at least 0
 * @param obstacle why it cannot be used at all, or empty
 */
public record RungCost(Duration time, long tokens, BigDecimal money, String obstacle) {

  /** Checks the ranges. */
  public RungCost {
    if (time.isNegative() || tokens < 0 || money.signum() < 0) {
      throw new IllegalArgumentException(
          "time, tokens and money must be at least 0, were %s, %d and %s"
              .formatted(time, tokens, money));
    }
  }

  /** Time alone. */
  public static RungCost ofTime(Duration time) {
    return new RungCost(time, 0, BigDecimal.ZERO, "");
  }

  /** A rung that cannot be used for this request. */
  public static RungCost unusable(String why) {
    return new RungCost(Duration.ZERO, 0, BigDecimal.ZERO, why);
  }
}
