package io.llmrec.rank.recall;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A title without case, width, punctuation, a year in brackets and an article in front or behind.
 */
final class NormalTitle {

  private static final int MAX_CHARS = 300;
  private static final Pattern YEAR = Pattern.compile("\\s*+[(\\[][0-9]{4}[)\\]]\\s*+$");
  private static final Pattern ARTICLE_BEHIND = Pattern.compile(", ?(?:the|an|a)$");
  private static final Pattern ARTICLE_IN_FRONT = Pattern.compile("^(?:the|an|a) (?=.)");
  private static final Pattern APOSTROPHE = Pattern.compile("['\u2019]");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

  private NormalTitle() {}

  /** The title; as it is but for case where nothing else would be left. */
  static String of(String title) {
    String start = title.length() > MAX_CHARS ? title.substring(0, MAX_CHARS) : title;
    String plain =
        Normalizer.normalize(start, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
    String undated = YEAR.matcher(plain).replaceFirst("");
    String words = ARTICLE_BEHIND.matcher(undated).replaceFirst("").replace("&", " and ");
    words = APOSTROPHE.matcher(words).replaceAll("");
    words = NOT_A_WORD.matcher(words).replaceAll(" ").strip();
    words = ARTICLE_IN_FRONT.matcher(words).replaceFirst("");
    return words.isEmpty() ? plain : words;
  }
}
