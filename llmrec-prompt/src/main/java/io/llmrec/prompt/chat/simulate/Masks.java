package io.llmrec.prompt.chat.simulate;

import io.llmrec.prompt.chat.catalog.ChatCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The titles of the targets, which a simulated user must neither read nor say. */
final class Masks {

  /** What stands in their place. */
  static final String MASK = "***";

  private final List<String> titles = new ArrayList<>();

  /**
   * The masks of a wish list.
   *
   * @throws IllegalArgumentException when a target is not in the catalog
   */
  Masks(WishList wishes, ChatCatalog catalog) {
    for (String id : wishes.targets()) {
      int row = catalog.row(id);
      if (row < 0) {
        throw new IllegalArgumentException("target '" + id + "' is not in the catalog");
      }
      titles.add(catalog.title(catalog.item(row)));
      titles.add(catalog.item(row).title().strip());
    }
    titles.removeIf(String::isBlank);
    titles.sort(Comparator.comparingInt(title -> -title.length()));
  }

  /** Whether a text names a target, in upper or lower case. */
  boolean isIn(String text) {
    return titles.stream().anyMatch(title -> find(text, title, 0) >= 0);
  }

  /** The text with a mask for each title. */
  String mask(String text) {
    String masked = text;
    for (String title : titles) {
      for (int at = find(masked, title, 0); at >= 0; at = find(masked, title, at)) {
        masked = masked.substring(0, at) + MASK + masked.substring(at + title.length());
        at += MASK.length();
      }
    }
    return masked;
  }

  /** Where a title stands as words of its own: the film It is not in every sentence with an it. */
  private static int find(String text, String title, int from) {
    for (int at = from; at + title.length() <= text.length(); at++) {
      int end = at + title.length();
      if (text.regionMatches(true, at, title, 0, title.length())
          && !joins(text, at - 1, at)
          && !joins(text, end - 1, end)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether the characters at two neighbouring places belong to one word. */
  private static boolean joins(String text, int left, int right) {
    return left >= 0
        && right < text.length()
        && isInWord(text.charAt(left))
        && isInWord(text.charAt(right));
  }

  private static boolean isInWord(char c) {
    return Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
  }
}
