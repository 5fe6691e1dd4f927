package io.llmrec.prompt.chat.simulate;

import io.llmrec.prompt.chat.filter.Filter;

/**
 * Something a simulated user cares about.
 *
 * @param text as a person would say it, such as {@code at most 40 dollars}; not blank, at most
 *     {@value #MAX_TEXT} characters
 * @param filter the same as a condition on an item's fields: what decides whether an item has it
 */
public record Trait(String text, Filter filter) {

  /** The longest text. */
  public static final int MAX_TEXT = 200;

  /** Checks the text. */
  public Trait {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "text of a trait must have 1 to %d characters, was '%s'".formatted(MAX_TEXT, text));
    }
  }
}
