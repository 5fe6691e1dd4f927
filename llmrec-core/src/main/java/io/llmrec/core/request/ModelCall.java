package io.llmrec.core.request;

import java.math.BigDecimal;

/**
 * One call of a language model, as it shows in a stage's trace.
 *
 * @param model the name the backend gave, or {@code unknown}
 * @param promptHash SHA-256 in hex of the prompt
 * @param inputTokens tokens of the prompt, 0 where the backend does not tell
 * @param outputTokens tokens of the reply, 0 where the backend does not tell
 * @param money what it cost in the host's currency, 0 where unknown or served from a cache
 * @param cached whether the reply came from a cache or a recording
 */
public record ModelCall(
    String model,
    String promptHash,
    long inputTokens,
    long outputTokens,
    BigDecimal money,
    boolean cached) {

  /** Checks the numbers. */
  public ModelCall {
    if (inputTokens < 0 || outputTokens < 0 || money.signum() < 0) {
      throw new IllegalArgumentException(
          "tokens and money must be at least 0, were %d, %d and %s"
              .formatted(inputTokens, outputTokens, money));
    }
  }
}
