package io.llmrec.core.llm;

import java.math.BigDecimal;

/**
 * What a reply cost.
 *
 * @param inputTokens tokens of the prompt, 0 where the backend does not tell
 * @param outputTokens tokens of the reply, 0 where the backend does not tell
 * @param money in the host's currency, 0 where the price is unknown
 * @param cached whether the reply came from a cache or a recording and cost nothing now
 */
public record Usage(long inputTokens, long outputTokens, BigDecimal money, boolean cached) {

  /** Nothing known. */
  public static final Usage UNKNOWN = new Usage(0, 0, BigDecimal.ZERO, false);

  /** Checks the ranges. */
  public Usage {
    if (inputTokens < 0 || outputTokens < 0 || money.signum() < 0) {
      throw new IllegalArgumentException(
          "tokens and money must be at least 0, were %d, %d and %s"
              .formatted(inputTokens, outputTokens, money));
    }
  }

  /** Tokens at no known price. */
  public static Usage ofTokens(long input, long output) {
    return new Usage(input, output, BigDecimal.ZERO, false);
  }

  /** This usage, served from a cache or a recording. */
  public Usage fromCache() {
    return new Usage(inputTokens, outputTokens, money, true);
  }
}
