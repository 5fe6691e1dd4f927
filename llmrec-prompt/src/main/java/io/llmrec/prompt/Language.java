package io.llmrec.prompt;

/** A language that the shipped prompts are written in. */
public enum Language {
  /** English, also the choice for every language that has no prompts of its own. */
  EN("en"),
  /** Chinese. */
  ZH("zh");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** The code in the names of resources, {@code en} or {@code zh}. */
  public String code() {
    return code;
  }

  /**
   * The language of a code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Language of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    throw new IllegalArgumentException("language must be en or zh, was '" + code + "'");
  }

  /**
   * The language a text seems to be written in: Chinese when at least half of its words are Han
   * characters, English otherwise and for a text without letters.
   *
   * <p>A Han character counts as a word and so does a run of other letters: a Chinese title with a
   * Latin brand and model stays Chinese. Kana and Hangul count as other letters, one by one.
   */
  public static Language guess(String text) {
    int han = 0;
    int other = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isIdeographic(c)) {
        han++;
        inWord = false;
      } else if (Character.isLetter(c)) {
        boolean alone = c >= 0x2E80;
        other += inWord && !alone ? 0 : 1;
        inWord = !alone;
      } else {
        inWord = inWord && isInsideWord(c);
      }
    }
    return han > 0 && han >= other ? ZH : EN;
  }

  private static boolean isInsideWord(int c) {
    return Character.isDigit(c) || c == '\'' || c == '-' || c == '\u2019';
  }
}
