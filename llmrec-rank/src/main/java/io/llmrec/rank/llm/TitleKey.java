package io.llmrec.rank.llm;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

  private static final List<String> ARTICLES = List.of("the", "an", "a");
  private static final String HAN_NUMBERS = "一二三四五六七八九十";
  private static final int YEAR_CHARS = 6;
  private static final int LONGEST_ROMAN = 4;

  /** The key of a title. */
  static TitleKey of(String title) {
    // Cut twice: a single character can stand for a word that normalisation spells out.
    String wide = Normalizer.normalize(cut(title), Normalizer.Form.NFKC);
    String plain = cut(wide).toLowerCase(Locale.ROOT).strip();
    boolean hasYear = endsInYear(plain);
    int end = hasYear ? plain.length() - YEAR_CHARS : plain.length();
    String undated = plain.substring(0, end).strip();
    String words = words(undated);
    String text = words.isEmpty() ? plain : words;
    String year = hasYear ? plain.substring(end + 1, end + YEAR_CHARS - 1) : "";
    return new TitleKey(text, year, numbersIn(text));
  }

  /** Whether a text ends in a year in brackets, and something stands before it. */
  private static boolean endsInYear(String text) {
    int start = text.length() - YEAR_CHARS;
    if (start < 1 || "([".indexOf(text.charAt(start)) < 0 || ")]".indexOf(last(text)) < 0) {
      return false;
    }
    return text.substring(start + 1, text.length() - 1).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  private static String cut(String text) {
    return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
  }

  /** Letters, digits and marks; all else parts words, but for apostrophes, which are left out. */
  private static String words(String title) {
    String text = withoutArticleBehind(title);
    StringBuilder words = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '&') {
        words.append(words.length() == 0 ? "and" : " and");
        gap = true;
      } else if (isInWord(c)) {
        if (gap && words.length() > 0) {
          words.append(' ');
        }
        words.appendCodePoint(c);
        gap = false;
      } else {
        gap |= c != '\'' && c != '\u2019';
      }
    }
    return withoutArticleInFront(words.toString());
  }

  private static boolean isInWord(int c) {
    if (c < 0x80) {
      return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> Character.isLetter(c) || isNumber(c);
    };
  }

  private static boolean isNumber(int c) {
    if (c < 0x80) {
      return c >= '0' && c <= '9';
    }
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static String withoutArticleBehind(String title) {
    int comma = title.lastIndexOf(',');
    if (comma < 0) {
      return title;
    }
    int start = title.startsWith(" ", comma + 1) ? comma + 2 : comma + 1;
    return ARTICLES.contains(title.substring(start)) ? title.substring(0, comma) : title;
  }

  private static String withoutArticleInFront(String words) {
    int space = words.indexOf(' ');
    return space > 0 && ARTICLES.contains(words.substring(0, space))
        ? words.substring(space + 1)
        : words;
  }

  private static List<String> numbersIn(String text) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int end = i + Character.charCount(c);
      if (isNumber(c)) {
        while (end < text.length() && isNumber(text.codePointAt(end))) {
          end += Character.charCount(text.codePointAt(end));
        }
        numbers.add(text.substring(i, end));
      } else if (HAN_NUMBERS.indexOf(c) >= 0) {
        numbers.add(text.substring(i, end));
      } else if (isRoman(c) && (i == 0 || !Character.isLetterOrDigit(text.codePointBefore(i)))) {
        while (end < text.length() && isRoman(text.charAt(end))) {
          end++;
        }
        if (isRomanNumber(text, i, end)) {
          numbers.add(text.substring(i, end));
        }
      }
      i = end;
    }
    return numbers;
  }

  private static boolean isRoman(int c) {
    return c == 'i' || c == 'v' || c == 'x';
  }

  /** A whole word of i, v and x; a lone i is a word of its own. */
  private static boolean isRomanNumber(String text, int from, int to) {
    boolean whole = to == text.length() || !Character.isLetterOrDigit(text.codePointAt(to));
    boolean several = to - from > 1 && to - from <= LONGEST_ROMAN;
    return whole && (several || to - from == 1 && text.charAt(from) != 'i');
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
