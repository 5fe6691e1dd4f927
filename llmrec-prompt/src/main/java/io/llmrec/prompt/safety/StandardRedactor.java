package io.llmrec.prompt.safety;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** See {@link Redactor#standard}. */
final class StandardRedactor implements Redactor {

  static final StandardRedactor INSTANCE = new StandardRedactor();

  /** A form, what a match must fulfil beyond it, and what is put in its place. */
  private record Rule(Pattern form, Predicate<String> check, String mark) {

    static Rule of(String form, String mark) {
      return of(form, match -> true, mark);
    }

    static Rule of(String form, Predicate<String> check, String mark) {
      return new Rule(Pattern.compile(form), check, mark);
    }
  }

  private static final String NO_DIGIT_BEFORE = "(?<![\\d])";
  private static final String NO_DIGIT_BEHIND = "(?!\\d)";

  /** Longer forms first: an identity number holds what could be a telephone number. */
  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "[\\p{L}\\d._%+-]{1,64}+@[\\p{L}\\d-]{1,63}+(?:\\.[\\p{L}\\d-]{1,63}+){1,8}+",
              "[email]"),
          Rule.of(
              "(?<![\\dA-Za-z])\\d{17}[\\dXx](?![\\dA-Za-z])",
              CheckDigits::isIdentityNumber,
              "[id number]"),
          Rule.of(
              NO_DIGIT_BEFORE + "[2-6]\\d{3}([ -])\\d{4}\\1\\d{4}\\1\\d{4}" + NO_DIGIT_BEHIND,
              CheckDigits::isCardNumber,
              "[card number]"),
          Rule.of(
              NO_DIGIT_BEFORE + "[2-6](?:[ -]?\\d){12,18}" + NO_DIGIT_BEHIND,
              CheckDigits::isCardNumber,
              "[card number]"),
          Rule.of(
              NO_DIGIT_BEFORE + "(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}" + NO_DIGIT_BEHIND,
              "[phone]"),
          Rule.of(NO_DIGIT_BEFORE + "0\\d{2,3}[- ]\\d{7,8}" + NO_DIGIT_BEHIND, "[phone]"),
          Rule.of(
              "\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,4}\\)?){2,6}" + NO_DIGIT_BEHIND,
              StandardRedactor::hasDigitsOfTelephone,
              "[phone]"),
          Rule.of(
              NO_DIGIT_BEFORE + "(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}" + NO_DIGIT_BEHIND,
              "[phone]"),
          Rule.of(
              "(?<![\\d.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)"
                  + "(?![\\d]|\\.\\d)",
              "[ip address]"),
          Rule.of(
              "(?<![\\w:])[\\dA-Fa-f]{0,4}(?::[\\dA-Fa-f]{0,4}){2,7}(?![\\w:])",
              StandardRedactor::isIpv6,
              "[ip address]"),
          Rule.of(
              "\\p{IsHan}{1,12}(?:大道|路|街|巷|弄)\\d{1,5}号(?:院|楼)?"
                  + "(?:\\d{1,3}(?:号楼|栋|幢|座))?(?:\\d{1,2}单元)?(?:\\d{1,5}室)?",
              "[address]"),
          Rule.of(
              "(?<!\\w)\\d{1,5}[A-Za-z]? (?:\\p{Lu}[\\p{L}'.]{1,20} ){1,3}"
                  + "(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd)(?!\\w)",
              "[address]"));

  private StandardRedactor() {}

  @Override
  public String redact(String text) {
    String left = text;
    for (Rule rule : RULES) {
      left = apply(rule, left);
    }
    return left;
  }

  private static String apply(Rule rule, String text) {
    Matcher matcher = rule.form().matcher(halfWidth(text));
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      if (rule.check().test(matcher.group())) {
        out.append(text, copied, matcher.start()).append(rule.mark());
        copied = matcher.end();
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** Digits and signs of full width as plain ones; every character keeps its place. */
  private static String halfWidth(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '！' && c <= '～') {
        plain.setCharAt(i, (char) (c - '！' + '!'));
      } else if (c == '\u2010' || c == '\u2011' || c == '\u2013' || c == '\u00A0') {
        plain.setCharAt(i, c == '\u00A0' ? ' ' : '-');
      }
    }
    return plain.toString();
  }

  private static boolean hasDigitsOfTelephone(String match) {
    long digits = match.chars().filter(Character::isDigit).count();
    return digits >= 8 && digits <= 15;
  }

  /** Eight groups, or fewer with one gap; a time of day is none. */
  private static boolean isIpv6(String match) {
    int gap = match.indexOf("::");
    if (gap < 0) {
      return match.split(":", -1).length == 8 && !match.startsWith(":") && !match.endsWith(":");
    }
    boolean oneGap = match.indexOf("::", gap + 1) < 0;
    return oneGap && match.chars().filter(c -> c != ':').count() >= 2;
  }
}
