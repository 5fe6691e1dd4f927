package io.llmrec.embed.tokenizer;

import static io.llmrec.embed.tokenizer.UnknownPartException.require;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scores as the native side reads them: the digits as one whole number, multiplied with or divided
 * by a power of ten. That is not always the double that is nearest to what is written, and ties
 * between cuts hang on the last bit.
 */
final class ScoreText {

  private static final Pattern NUMBER =
      Pattern.compile("(-?)([0-9]+)(?:\\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?");

  private static final int MAX_DIGITS = 18;
  private static final int MAX_EXPONENT = 308;

  private ScoreText() {}

  /** Throws where more is written than is read the same way for certain. */
  static double read(String text) throws UnknownPartException {
    Matcher number = NUMBER.matcher(text);
    require(text.length() <= 2 * MAX_DIGITS && number.matches(), "score not known");
    String fraction = number.group(3) == null ? "" : number.group(3);
    String digits = number.group(2) + fraction;
    int written = number.group(4) == null ? 0 : Integer.parseInt(number.group(4));
    int exponent = written - fraction.length();
    require(digits.length() <= MAX_DIGITS, "score of too many digits");
    require(Math.abs(exponent) <= MAX_EXPONENT, "score out of range");
    double value = Long.parseLong(digits);
    double power = Double.parseDouble("1e" + Math.abs(exponent));
    double scaled = exponent < 0 ? value / power : value * power;
    require(Double.isFinite(scaled), "score out of range");
    return number.group(1).isEmpty() ? scaled : -scaled;
  }
}
