package io.llmrec.rank.llm;

import io.llmrec.core.catalog.ItemText;
import io.llmrec.prompt.Language;
import org.jspecify.annotations.Nullable;

/**
 * What a ranking prompt tells the model.
 *
 * @param language of the instructions, or null for the one that fits the candidates' titles
 * @param itemText describes an item of the history or a candidate
 * @param style how the history is told
 * @param maxHistory how many of the user's latest items are shown, at least 0
 * @param maxCharsPerItem where an item's text is cut, 10 to 10,000 UTF-16 units
 */
public record PromptContent(
    @Nullable Language language,
    ItemText itemText,
    HistoryStyle style,
    int maxHistory,
    int maxCharsPerItem) {

  /**
   * The language of the titles; the attribute {@code clean_title} or else the title, and the
   * attribute {@code summary} where there is one; the history in its order, 20 items; 300
   * characters an item.
   */
  public static final PromptContent DEFAULT =
      new PromptContent(
          null,
          ItemText.join(
              ItemText.firstOf(ItemText.attribute("clean_title"), ItemText.title()),
              ItemText.attribute("summary")),
          HistoryStyle.SEQUENTIAL,
          20,
          300);

  /** Checks the ranges. */
  public PromptContent {
    if (maxHistory < 0) {
      throw new IllegalArgumentException("maxHistory must be at least 0, was " + maxHistory);
    }
    if (maxCharsPerItem < 10 || maxCharsPerItem > 10_000) {
      throw new IllegalArgumentException(
          "maxCharsPerItem must be 10 to 10000, was " + maxCharsPerItem);
    }
  }

  /** This content in a fixed language. */
  public PromptContent withLanguage(Language fixed) {
    return new PromptContent(fixed, itemText, style, maxHistory, maxCharsPerItem);
  }

  /** This content with other texts for the items. */
  public PromptContent withItemText(ItemText text) {
    return new PromptContent(language, text, style, maxHistory, maxCharsPerItem);
  }

  /** This content with another way to tell the history. */
  public PromptContent withStyle(HistoryStyle other) {
    return new PromptContent(language, itemText, other, maxHistory, maxCharsPerItem);
  }

  /** This content with another length of history. */
  public PromptContent withMaxHistory(int items) {
    return new PromptContent(language, itemText, style, items, maxCharsPerItem);
  }

  /** This content with another cut of the items' texts. */
  public PromptContent withMaxCharsPerItem(int chars) {
    return new PromptContent(language, itemText, style, maxHistory, chars);
  }
}
