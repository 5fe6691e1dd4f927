package io.llmrec.embed.tokenizer;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Steps that each put a text in place of every character, whatever stands around it, taken
 * together: so do they one after the other, and the texts are worked out once.
 *
 * <p>Holds at most one text of {@value #MAX_LENGTH} characters for every Unicode character. Safe
 * for use by several threads.
 */
final class CharacterMap implements TextNormalizer {

  /** What one character may become at most. */
  static final int MAX_LENGTH = 64;

  private static final int PAGE = 256;
  private static final String SAME = new String("same");
  private static final String UNKNOWN = new String("unknown");

  private final List<CharacterStep> steps;
  private final AtomicReferenceArray<String[]> pages =
      new AtomicReferenceArray<>(Character.MAX_CODE_POINT / PAGE + 1);

  CharacterMap(List<CharacterStep> steps) {
    this.steps = List.copyOf(steps);
  }

  @Override
  public @Nullable String normalize(String text) {
    StringBuilder normal = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      String mapped = page(point / PAGE)[point % PAGE];
      if (mapped == SAME) {
        normal.appendCodePoint(point);
      } else if (mapped == UNKNOWN) {
        return null;
      } else {
        normal.append(mapped);
      }
    }
    return normal.toString();
  }

  private String[] page(int number) {
    String[] page = pages.get(number);
    if (page == null) {
      page = new String[PAGE];
      for (int i = 0; i < PAGE; i++) {
        page[i] = map(number * PAGE + i);
      }
      pages.set(number, page);
    }
    return page;
  }

  private String map(int point) {
    String character = Character.toString(point);
    String mapped = character;
    for (CharacterStep step : steps) {
      mapped = step.apply(mapped);
      if (mapped == null || mapped.length() > MAX_LENGTH) {
        return UNKNOWN;
      }
    }
    return mapped.equals(character) ? SAME : mapped;
  }
}
