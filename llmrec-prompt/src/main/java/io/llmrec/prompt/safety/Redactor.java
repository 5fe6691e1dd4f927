package io.llmrec.prompt.safety;

import java.util.List;

/**
 * Takes personal data out of a text before a model sees it.
 *
 * <p>Safe for use by several threads. No redactor finds everything: names, nicknames and what can
 * be inferred stay. Whoever may not send personal data at all must not send free text.
 */
@FunctionalInterface
public interface Redactor {

  /** The text with a mark such as {@code [email]} wherever something was taken out. */
  String redact(String text);

  /** Leaves every text as it is. */
  static Redactor none() {
    return text -> text;
  }

  /**
   * Finds what has a form of its own: e-mail addresses, telephone numbers (Chinese mobile numbers
   * and landlines, numbers with a country code, North American numbers), Chinese identity numbers
   * with a right check digit, card numbers that pass the Luhn test, IPv4 and IPv6 addresses, and
   * house numbers in streets where they are written the usual Chinese or English way. Digits in
   * full width count as digits. It may take out a four-part version number, too.
   */
  static Redactor standard() {
    return StandardRedactor.INSTANCE;
  }

  /** One after the other. */
  static Redactor all(Redactor... redactors) {
    List<Redactor> inOrder = List.of(redactors);
    return text -> {
      String left = text;
      for (Redactor redactor : inOrder) {
        left = redactor.redact(left);
      }
      return left;
    };
  }
}
