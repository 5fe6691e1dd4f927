package io.llmrec.examples.shop;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the phrasings of the data files. A placeholder's case says how its value is written: {@code
 * {type}} as it is, {@code {Type}} with capitals as in a title, {@code {TYPE}} shouted, {@code
 * {a:type}} behind "a" or "an".
 */
final class Phrase {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(a:)?(\\w+)}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'.]*");
  private static final Pattern SOUNDS_OPEN =
      Pattern.compile("(?i)([aeio]|u(?!s|ni)|8|11 |18 |LED).*");
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "per", "the", "to",
          "with");

  private Phrase() {}

  /**
   * The phrasing with each placeholder replaced by the value of its role (the placeholder in lower
   * case).
   */
  static String fill(String phrasing, UnaryOperator<String> values) {
    Matcher matcher = PLACEHOLDER.matcher(phrasing);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2);
      String value = written(name, values.apply(name.toLowerCase(Locale.ROOT)));
      String article = matcher.group(1) == null ? "" : article(name, value);
      matcher.appendReplacement(filled, Matcher.quoteReplacement(article + value));
    }
    return tidy(matcher.appendTail(filled).toString());
  }

  /** With a capital at the start. */
  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Every word with a capital, but for the small ones inside. */
  static String titleCase(String text) {
    Matcher matcher = WORD.matcher(text);
    StringBuilder title = new StringBuilder();
    while (matcher.find()) {
      String word = matcher.group();
      boolean small = matcher.start() > 0 && SMALL_WORDS.contains(word);
      boolean unit = matcher.start() > 0 && isUnit(text, matcher);
      matcher.appendReplacement(
          title, Matcher.quoteReplacement(small || unit ? word : sentence(word)));
    }
    return matcher.appendTail(title).toString();
  }

  /** What neighbours do to each other: {@code Otter Books's} and {@code Who Hid My Wellies?:}. */
  private static String tidy(String text) {
    return text.replace("s's ", "s' ").replace("?:", "?").replace("?.", "?");
  }

  private static String written(String name, String value) {
    if (name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT))) {
      return value.toUpperCase(Locale.ROOT);
    }
    return Character.isUpperCase(name.charAt(0)) ? titleCase(value) : value;
  }

  private static String article(String name, String value) {
    String article = SOUNDS_OPEN.matcher(value).matches() ? "an " : "a ";
    return Character.isUpperCase(name.charAt(0)) ? sentence(article) : article;
  }

  /**
   * Whether the word is the g of 250 g or the mAh of 5000 mAh, which no title writes with a
   * capital.
   */
  private static boolean isUnit(String text, Matcher word) {
    int before = word.start() - 2;
    return before >= 0
        && text.charAt(before + 1) == ' '
        && Character.isDigit(text.charAt(before))
        && word.group().length() <= 3;
  }
}
