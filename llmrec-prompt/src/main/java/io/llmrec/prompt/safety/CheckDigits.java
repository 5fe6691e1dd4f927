package io.llmrec.prompt.safety;

/** Numbers that tell by their last digit whether they are meant. */
final class CheckDigits {

  /** Of the Chinese identity number, GB 11643-1999, which follows ISO 7064, MOD 11-2. */
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private static final String CHECKS = "10X98765432";
  private static final int BIRTH_MONTH = 10;
  private static final int BIRTH_DAY = 12;

  private CheckDigits() {}

  /** Whether 18 characters, digits but for the last, are a Chinese identity number. */
  static boolean isIdentityNumber(String number) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (number.charAt(i) - '0');
    }
    int month = Integer.parseInt(number.substring(BIRTH_MONTH, BIRTH_DAY));
    int day = Integer.parseInt(number.substring(BIRTH_DAY, BIRTH_DAY + 2));
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= 31
        && CHECKS.charAt(sum % CHECKS.length()) == Character.toUpperCase(number.charAt(17));
  }

  /** Whether the digits of a text pass the test of Luhn (US patent 2,950,048, 1960). */
  static boolean isCardNumber(String text) {
    int sum = 0;
    boolean twice = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        int digit = (c - '0') * (twice ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }
}
