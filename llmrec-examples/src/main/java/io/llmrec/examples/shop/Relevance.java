package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;

/**
 * How much an item matters to somebody who is interested in another one.
 *
 * @param kind in which way
 * @param strength from 0 (not at all) to 1
 * @param whyEn the reason in English, a clause without a full stop
 * @param whyZh the reason in Chinese, likewise
 */
public record Relevance(Kind kind, double strength, String whyEn, String whyZh) {

  /** The ways in which one item can matter to the buyer of another. */
  public enum Kind {
    /** It could be bought instead. */
    SUBSTITUTE,
    /** It could be bought as well, to be used with it. */
    COMPLEMENT,
    /** It has nothing to do with it. */
    UNRELATED
  }

  /** Checks the strength. */
  public Relevance {
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength must be between 0 and 1, was " + strength);
    }
  }

  /** The reason in a language. */
  public String why(Language language) {
    return language == Language.EN ? whyEn : whyZh;
  }
}
