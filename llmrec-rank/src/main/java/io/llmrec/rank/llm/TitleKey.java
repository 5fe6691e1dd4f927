package io.llmrec.rank.llm;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A title without what models write differently: case, width, punctuation, and the article, whether
 * it stands in front ({@code The Sixth Sense}) or behind ({@code Sixth Sense, The}).
 *
 * @param text words separated by single spaces, without a year in brackets at the end; never blank
 *     for a title that is not
 * @param year the year in brackets, or the empty string
 * @param numbers the numbers in the text, Roman and Chinese ones included: titles that differ in
 *     these are different works, however close they look
 */
record TitleKey(String text, String year, List<String> numbers) {

  /** Longer ones are cut: a title is short. */
  static final int MAX_CHARS = 200;

  private static final Pattern YEAR = Pattern.compile("[(\\[]([0-9]{4})[)\\]]$");
  private static final Pattern ARTICLE_BEHIND = Pattern.compile(", ?(?:the|an|a)$");
  private static final Pattern ARTICLE_IN_FRONT = Pattern.compile("^(?:the|an|a) (?=.)");
  private static final Pattern APOSTROPHE = Pattern.compile("['\u2019]");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
  private static final Pattern NUMBER =
      Pattern.compile("\\p{N}+|\\b[ivx]{2,4}\\b|\\b[vx]\\b|[一二三四五六七八九十]");

  /** The key of a title. */
  static TitleKey of(String title) {
    // Cut twice: a single character can stand for a word that normalisation spells out.
    String wide = Normalizer.normalize(cut(title), Normalizer.Form.NFKC);
    String plain = cut(wide).toLowerCase(Locale.ROOT).strip();
    Matcher dated = YEAR.matcher(plain);
    boolean hasYear = dated.find() && dated.start() > 0;
    String undated = hasYear ? plain.substring(0, dated.start()).strip() : plain;
    String words = words(undated);
    String text = words.isEmpty() ? plain : words;
    return new TitleKey(text, hasYear ? dated.group(1) : "", numbersIn(text));
  }

  private static String cut(String text) {
    return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
  }

  private static String words(String title) {
    String words = ARTICLE_BEHIND.matcher(title).replaceFirst("").replace("&", " and ");
    words = APOSTROPHE.matcher(words).replaceAll("");
    words = NOT_A_WORD.matcher(words).replaceAll(" ").strip();
    return ARTICLE_IN_FRONT.matcher(words).replaceFirst("");
  }

  private static List<String> numbersIn(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Whether the years do not speak against both being the same work. */
  boolean mayBe(TitleKey other) {
    return year.isEmpty() || other.year.isEmpty() || year.equals(other.year);
  }

  /** Whether numbers, years and lengths leave room for a similarity of {@code least} or more. */
  boolean mayBeNear(TitleKey other, double least) {
    int longer = Math.max(text.length(), other.text.length());
    int shorter = Math.min(text.length(), other.text.length());
    return shorter >= least * longer && mayBe(other) && numbers.equals(other.numbers);
  }

  /** The share of characters that need no change to make one text of the other, 0 to 1. */
  double similarity(TitleKey other) {
    int longer = Math.max(text.length(), other.text.length());
    return longer == 0 ? 1 : 1 - (double) changesTo(other.text) / longer;
  }

  /** The edit distance of Levenshtein (1966), on one row. */
  private int changesTo(String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= text.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = text.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int cheapest = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
        diagonal = row[j];
        row[j] = cheapest;
      }
    }
    return row[other.length()];
  }
}
