package io.llmrec.prompt.enrich;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.prompt.Language;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How texts about items are made.
 *
 * @param language the language of prompt and text, or null to guess it from each item's title
 * @param concurrency how many prompts are under way at a time, 1 to 256
 * @param generation sent with each prompt; a model that reasons before it answers needs more tokens
 * @param clock tells the moment whose data a text may know: the start of the call. For a test on
 *     the past give a clock of that past only when the model knows nothing later
 * @param modelName what the fingerprint calls the model: a change of it makes all texts anew. Empty
 *     for the model's own fingerprint, or its class where it has none
 */
public record EnrichOptions(
    @Nullable Language language,
    int concurrency,
    GenerationOptions generation,
    Clock clock,
    String modelName) {

  private static final int MAX_CONCURRENCY = 256;

  /** Language guessed, 4 at a time, 256 tokens at temperature 0, the system's clock, no name. */
  public static final EnrichOptions DEFAULT =
      new EnrichOptions(
          null, 4, GenerationOptions.DEFAULT.withMaxTokens(256), Clock.systemUTC(), "");

  /** Checks the ranges. */
  public EnrichOptions {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "concurrency must be 1 to " + MAX_CONCURRENCY + ", was " + concurrency);
    }
  }

  /** These options with one language for all items. */
  public EnrichOptions withLanguage(Language fixed) {
    return new EnrichOptions(fixed, concurrency, generation, clock, modelName);
  }

  /** These options with another number of prompts at a time. */
  public EnrichOptions withConcurrency(int prompts) {
    return new EnrichOptions(language, prompts, generation, clock, modelName);
  }

  /** These options with another longest reply in tokens. */
  public EnrichOptions withMaxTokens(int tokens) {
    return withGeneration(generation.withMaxTokens(tokens));
  }

  /** These options with another way to generate. */
  public EnrichOptions withGeneration(GenerationOptions options) {
    return new EnrichOptions(language, concurrency, options, clock, modelName);
  }

  /** These options with another clock. */
  public EnrichOptions withClock(Clock other) {
    return new EnrichOptions(language, concurrency, generation, other, modelName);
  }

  /** These options with a name for the model. */
  public EnrichOptions withModelName(String name) {
    return new EnrichOptions(language, concurrency, generation, clock, name);
  }
}
