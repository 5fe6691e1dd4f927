package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.chat.search.Words;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers in digits, by their value: 1,200 is 1200 and 5.50 is 5.5. */
final class Numbers {

  static final Pattern DIGITS = Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}+)*");

  private static final Pattern THOUSANDS =
      Pattern.compile("\\p{Nd}{1,3}(?:,\\p{Nd}{3})+(?:\\.\\p{Nd}+)?");
  private static final int MAX_CHARS = 40;

  private Numbers() {}

  /** The values of all numbers in a text; those of the parts too where a number has several. */
  static Set<BigDecimal> in(String text) {
    Set<BigDecimal> values = new HashSet<>();
    Matcher matcher = DIGITS.matcher(Words.plain(text));
    while (matcher.find()) {
      addAll(values, matcher.group());
    }
    return values;
  }

  private static void addAll(Set<BigDecimal> values, String digits) {
    if (digits.length() > MAX_CHARS) {
      return;
    }
    String plain = THOUSANDS.matcher(digits).matches() ? digits.replace(",", "") : digits;
    for (String part : plain.split(",")) {
      add(values, part);
      for (String piece : part.split("\\.")) {
        if (part.indexOf('.') != part.lastIndexOf('.')) {
          add(values, piece);
        }
      }
    }
  }

  private static void add(Set<BigDecimal> values, String digits) {
    if (!digits.isEmpty() && digits.indexOf('.') == digits.lastIndexOf('.')) {
      values.add(new BigDecimal(digits).stripTrailingZeros());
    }
  }
}
