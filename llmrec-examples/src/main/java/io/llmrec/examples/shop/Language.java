package io.llmrec.examples.shop;

import java.util.Locale;

/** The two languages in which the sample shop's sellers write. */
public enum Language {
  EN("en"),
  ZH("zh");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** The code used in ids, attributes and file names: {@code en} or {@code zh}. */
  public String code() {
    return code;
  }

  /** The language of a code. */
  static Language of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
