package io.llmrec.prompt.http;

import java.math.BigDecimal;

/**
 * What a model costs.
 *
 * @param input for a million tokens of the prompt, in the host's currency, at least 0
 * @param output for a million tokens of the reply, in the host's currency, at least 0
 */
public record TokenPrice(BigDecimal input, BigDecimal output) {

  private static final int MILLION = 6;

  /** Checks the ranges. */
  public TokenPrice {
    if (input.signum() < 0 || output.signum() < 0) {
      throw new IllegalArgumentException(
          "prices must be at least 0, were %s and %s".formatted(input, output));
    }
  }

  /** Prices for a million tokens, written as decimal numbers such as {@code 0.15}. */
  public static TokenPrice perMillion(String input, String output) {
    return new TokenPrice(new BigDecimal(input), new BigDecimal(output));
  }

  /** The exact cost of some tokens. */
  public BigDecimal of(long inputTokens, long outputTokens) {
    return input
        .multiply(BigDecimal.valueOf(inputTokens))
        .add(output.multiply(BigDecimal.valueOf(outputTokens)))
        .movePointLeft(MILLION);
  }
}
