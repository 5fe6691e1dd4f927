package io.llmrec.examples.shop;

import java.util.Locale;

/** The two languages in which the sample shop's sellers write. */
public enum Language {
  EN,
  ZH;

  /** The code used in ids, attributes and file names: {@code en} or {@code zh}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of a code. */
  static Language of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
