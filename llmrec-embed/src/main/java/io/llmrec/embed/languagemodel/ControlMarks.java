package io.llmrec.embed.languagemodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that mean something to a model beside what they say, and that no turn may contain. */
final class ControlMarks {

  private final Map<Character, List<String>> byLast = new HashMap<>();

  /** Blank ones are not taken in: a text may contain blanks. */
  ControlMarks(Collection<String> marks) {
    for (String mark : marks) {
      if (!mark.isBlank()) {
        char last = mark.charAt(mark.length() - 1);
        byLast.computeIfAbsent(last, c -> new ArrayList<>()).add(mark);
      }
    }
  }

  /** The text without marks, also without those that come about when others are removed. */
  String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      clean.append(text.charAt(i));
      for (String mark : byLast.getOrDefault(text.charAt(i), List.of())) {
        int start = clean.length() - mark.length();
        if (start >= 0 && clean.indexOf(mark, start) == start) {
          clean.setLength(start);
          break;
        }
      }
    }
    return clean.toString();
  }

  /** Whether the text contains a mark. */
  boolean in(String text) {
    return clean(text).length() < text.length();
  }
}
