package io.llmrec.core.llm;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a reply is to be generated. A backend without one of these ignores it.
 *
 * @param maxTokens the longest reply, at least 1
 * @param temperature 0 for the likeliest reply, up to 2 for variety
 * @param seed makes a backend that can do so repeat itself, or null
 * @param stop texts that end the reply; not part of it
 * @param timeout the longest time to the end of the reply, more than 0; not part of the prompt's
 *     hash
 */
public record GenerationOptions(
    int maxTokens, double temperature, @Nullable Long seed, List<String> stop, Duration timeout) {

  /** 1,024 tokens, temperature 0, no seed, no stop texts, one minute. */
  public static final GenerationOptions DEFAULT =
      new GenerationOptions(1024, 0, null, List.of(), Duration.ofMinutes(1));

  /** Checks the ranges. */
  public GenerationOptions {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, was " + maxTokens);
    }
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException("temperature must be 0 to 2, was " + temperature);
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be more than 0, was " + timeout);
    }
    stop = List.copyOf(stop);
  }

  /** These options with another longest reply. */
  public GenerationOptions withMaxTokens(int tokens) {
    return new GenerationOptions(tokens, temperature, seed, stop, timeout);
  }

  /** These options with another temperature. */
  public GenerationOptions withTemperature(double value) {
    return new GenerationOptions(maxTokens, value, seed, stop, timeout);
  }

  /** These options with a seed. */
  public GenerationOptions withSeed(long value) {
    return new GenerationOptions(maxTokens, temperature, value, stop, timeout);
  }

  /** These options with other stop texts. */
  public GenerationOptions withStop(List<String> texts) {
    return new GenerationOptions(maxTokens, temperature, seed, texts, timeout);
  }

  /** These options with another time limit. */
  public GenerationOptions withTimeout(Duration limit) {
    return new GenerationOptions(maxTokens, temperature, seed, stop, limit);
  }
}
