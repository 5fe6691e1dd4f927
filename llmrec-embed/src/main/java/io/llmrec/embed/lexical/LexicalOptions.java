package io.llmrec.embed.lexical;

/**
 * Settings of a {@link LexicalEncoder}.
 *
 * @param dimension components of a vector, 16 to 4096; unrelated texts have a cosine of 0 give or
 *     take one over the root of this
 * @param gramWeight what three letters inside a word count beside a whole word, 0 to 1; 0 leaves
 *     them out, and with them most of the tolerance to spelling mistakes
 * @param maxChars UTF-16 units of a text that are read, at least 1; the rest is ignored
 */
public record LexicalOptions(int dimension, float gramWeight, int maxChars) {

  /** Checks the settings. */
  public LexicalOptions {
    if (dimension < 16 || dimension > 4096) {
      throw new IllegalArgumentException("dimension must be 16 to 4096, was " + dimension);
    }
    if (!(gramWeight >= 0 && gramWeight <= 1)) {
      throw new IllegalArgumentException("gramWeight must be 0 to 1, was " + gramWeight);
    }
    if (maxChars < 1) {
      throw new IllegalArgumentException("maxChars must be at least 1, was " + maxChars);
    }
  }

  /** 256 components, grams at 0.5, the first 100,000 characters. */
  public static LexicalOptions defaults() {
    return new LexicalOptions(256, 0.5f, 100_000);
  }

  /** These settings with another dimension. */
  public LexicalOptions withDimension(int dimension) {
    return new LexicalOptions(dimension, gramWeight, maxChars);
  }

  /** These settings with another weight of the letters inside words. */
  public LexicalOptions withGramWeight(float gramWeight) {
    return new LexicalOptions(dimension, gramWeight, maxChars);
  }

  /** These settings with another limit on the length of a text. */
  public LexicalOptions withMaxChars(int maxChars) {
    return new LexicalOptions(dimension, gramWeight, maxChars);
  }

  /** Names every setting. */
  String fingerprint() {
    return "lexical-1 dimension=%d grams=%s chars=%d"
        .formatted(dimension, Float.toString(gramWeight), maxChars);
  }
}
