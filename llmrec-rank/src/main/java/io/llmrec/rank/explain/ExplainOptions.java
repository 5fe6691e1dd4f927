package io.llmrec.rank.explain;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.prompt.Language;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link LlmExplainer} asks.
 *
 * @param language of the reasons, or null for that of the item's title
 * @param facts what may be said
 * @param maxChars the longest reason, 20 to 1,000 UTF-16 units
 * @param generation how the reply is generated; its timeout bounds the time of one reason
 */
public record ExplainOptions(
    @Nullable Language language, FactSource facts, int maxChars, GenerationOptions generation) {

  /** The title's language, {@link FactSource#catalog}, 160, 200 tokens within 3 seconds. */
  public static final ExplainOptions DEFAULT =
      new ExplainOptions(
          null,
          FactSource.catalog(),
          160,
          GenerationOptions.DEFAULT.withMaxTokens(200).withTimeout(Duration.ofSeconds(3)));

  /** Checks the range. */
  public ExplainOptions {
    if (maxChars < 20 || maxChars > 1000) {
      throw new IllegalArgumentException("maxChars must be 20 to 1000, was " + maxChars);
    }
  }

  /** These options in a fixed language. */
  public ExplainOptions withLanguage(Language fixed) {
    return new ExplainOptions(fixed, facts, maxChars, generation);
  }

  /** These options with other facts. */
  public ExplainOptions withFacts(FactSource source) {
    return new ExplainOptions(language, source, maxChars, generation);
  }
}
