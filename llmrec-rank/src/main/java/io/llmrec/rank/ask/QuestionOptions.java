package io.llmrec.rank.ask;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.prompt.Language;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a stage asks.
 *
 * @param language of the instructions, or null for the one that fits the texts shown
 * @param itemText describes an item of the user's history
 * @param maxHistory how many of the user's latest items are shown, at least 0
 * @param generation how the reply is generated; its timeout is shortened to the time that the
 *     request has left
 * @param minTime the least time that the request must have left for the model to be asked, at least
 *     0
 */
public record QuestionOptions(
    @Nullable Language language,
    ItemText itemText,
    int maxHistory,
    GenerationOptions generation,
    Duration minTime) {

  /**
   * The language of the texts; the attribute {@code clean_title} or else the title; 20 items; 400
   * tokens at temperature 0 within a minute; 200 milliseconds left.
   */
  public static final QuestionOptions DEFAULT =
      new QuestionOptions(
          null,
          ItemText.firstOf(ItemText.attribute("clean_title"), ItemText.title()),
          20,
          GenerationOptions.DEFAULT.withMaxTokens(400),
          Duration.ofMillis(200));

  /** Checks the ranges. */
  public QuestionOptions {
    if (maxHistory < 0) {
      throw new IllegalArgumentException("maxHistory must be at least 0, was " + maxHistory);
    }
    if (minTime.isNegative()) {
      throw new IllegalArgumentException("minTime must not be negative, was " + minTime);
    }
  }

  /** These options in a fixed language. */
  public QuestionOptions withLanguage(Language fixed) {
    return new QuestionOptions(fixed, itemText, maxHistory, generation, minTime);
  }

  /** These options with another text for the items. */
  public QuestionOptions withItemText(ItemText text) {
    return new QuestionOptions(language, text, maxHistory, generation, minTime);
  }

  /** These options with another length of history. */
  public QuestionOptions withMaxHistory(int items) {
    return new QuestionOptions(language, itemText, items, generation, minTime);
  }

  /** These options with another way to generate. */
  public QuestionOptions withGeneration(GenerationOptions other) {
    return new QuestionOptions(language, itemText, maxHistory, other, minTime);
  }
}
