package io.llmrec.core.data;

/** Numbers as data files write them: decimal, finite, with a point. */
final class Numbers {

  private static final int MOST_CHARS = 64;

  private Numbers() {}

  /** The number a text is; no NaN, no infinity, no hexadecimal, no type letter. */
  static double parse(String text) {
    String trimmed = text.trim();
    if (!trimmed.isEmpty() && trimmed.length() <= MOST_CHARS && isDecimal(trimmed)) {
      try {
        double number = Double.parseDouble(trimmed);
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Reported below, with the same words as everything else that is no number.
      }
    }
    throw new IllegalArgumentException("not a finite decimal number");
  }

  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
