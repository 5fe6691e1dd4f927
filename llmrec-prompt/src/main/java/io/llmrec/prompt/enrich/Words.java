package io.llmrec.prompt.enrich;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits a text into words for comparison: lower case, compatibility forms made one.
 *
 * <p>A run of Han characters is one word. A run of other letters and digits is one, with what joins
 * it: {@code wh-1000xm5}, {@code don't}, {@code 1.5}, {@code 1,000}, {@code 1/2}; a {@code +} or
 * {@code %} right behind it belongs to it, for {@code S23} and {@code S23+} are two products.
 */
final class Words {

  private static final Pattern MARKS = Pattern.compile("[\u00AE\u2122\u2120\u00A9]");

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /** The words of a text in their order. */
  static List<String> of(String text) {
    String plain = Normalizer.normalize(MARKS.matcher(text).replaceAll(" "), Normalizer.Form.NFKC);
    return new Words(plain.toLowerCase(Locale.ROOT).replace('\u2019', '\'')).split();
  }

  static boolean isHan(String word) {
    return !word.isEmpty() && Character.isIdeographic(word.codePointAt(0));
  }

  static boolean hasDigit(String word) {
    return word.codePoints().anyMatch(Character::isDigit);
  }

  private List<String> split() {
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (Character.isIdeographic(c)) {
        takeHan();
      } else if (isWordChar(c)) {
        takeWord();
      } else {
        at += Character.charCount(c);
      }
    }
    return List.copyOf(words);
  }

  private void takeHan() {
    int start = at;
    while (at < text.length() && Character.isIdeographic(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    words.add(text.substring(start, at));
  }

  private void takeWord() {
    int start = at;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isWordChar(c) && !isJoiner(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '%')) {
      at++;
    }
    words.add(text.substring(start, at));
  }

  /** Whether the character at the current place stands between two that belong together. */
  private boolean isJoiner(int c) {
    if (at == 0 || at + 1 >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at + 1);
    return switch (c) {
      case '-', '\'', '_', '&' -> isWordChar(before) && isWordChar(after);
      case '.', ',', '/' -> Character.isDigit(before) && Character.isDigit(after);
      default -> false;
    };
  }

  private static boolean isWordChar(int c) {
    int type = Character.getType(c);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    return (Character.isLetterOrDigit(c) || mark) && !Character.isIdeographic(c);
  }
}
