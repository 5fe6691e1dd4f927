package io.llmrec.embed.tokenizer;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;

/** The normalizers that look at more than one character. */
final class TextSteps {

  private TextSteps() {}

  /** One of Unicode's normal forms. */
  static TextNormalizer form(Normalizer.Form form) {
    return text -> Normalizer.normalize(text, form);
  }

  /** Puts one text in place of another, from left to right. */
  static TextNormalizer replace(String pattern, String content) {
    return text ->
        text.length() * (1L + content.length()) > Integer.MAX_VALUE
            ? null
            : text.replace(pattern, content);
  }

  /**
   * Puts a text in place of runs.
   *
   * @param least the length of the shortest run
   */
  static TextNormalizer replaceRuns(IntPredicate kind, int least, String content) {
    return text -> {
      if (text.length() * (1L + content.length()) > Integer.MAX_VALUE) {
        return null;
      }
      StringBuilder replaced = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); ) {
        int end = i;
        while (end < text.length() && kind.test(text.charAt(end))) {
          end++;
        }
        if (end - i >= least) {
          replaced.append(content);
        } else {
          end = Math.max(end, i + 1);
          replaced.append(text, i, end);
        }
        i = end;
      }
      return replaced.toString();
    };
  }

  /** Leaves out white space at the start, at the end, or both. */
  static TextNormalizer strip(boolean left, boolean right) {
    return text -> {
      int start = 0;
      int end = text.length();
      while (left && start < end && KnownCharacters.isSpace(text.charAt(start))) {
        start++;
      }
      while (right && end > start && KnownCharacters.isSpace(text.charAt(end - 1))) {
        end--;
      }
      return text.substring(start, end);
    };
  }

  /** Puts a text before each text that is not empty. */
  static TextNormalizer prepend(String start) {
    return text -> text.isEmpty() ? text : start + text;
  }

  /** Leaves texts with characters of a kind to the native side. */
  static TextNormalizer refuse(IntPredicate kind) {
    return text -> text.codePoints().anyMatch(kind) ? null : text;
  }

  /** One after the other. */
  static TextNormalizer all(List<TextNormalizer> steps) {
    if (steps.size() == 1) {
      return steps.get(0);
    }
    List<TextNormalizer> copy = List.copyOf(steps);
    return text -> {
      String normal = text;
      for (TextNormalizer step : copy) {
        normal = step.normalize(normal);
        if (normal == null || normal.length() > bound(text)) {
          return null;
        }
      }
      return normal;
    };
  }

  private static long bound(String text) {
    return 1000 + (long) CharacterMap.MAX_LENGTH * text.length();
  }
}
