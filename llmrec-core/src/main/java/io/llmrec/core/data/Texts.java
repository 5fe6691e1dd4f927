package io.llmrec.core.data;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts at a separator that is taken literally. */
final class Texts {

  private Texts() {}

  /** All parts, empty ones too; one for a text without separator. */
  static List<String> split(String text, String separator) {
    return split(text, separator, Integer.MAX_VALUE);
  }

  /**
   * All parts, at most so many.
   *
   * @throws BadFieldException when there are more
   */
  static List<String> split(String text, String separator, int most) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0) {
      parts.add(text.substring(from, at));
      if (parts.size() >= most) {
        throw BadFieldException.row("has more than %d fields".formatted(most));
      }
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }
}
