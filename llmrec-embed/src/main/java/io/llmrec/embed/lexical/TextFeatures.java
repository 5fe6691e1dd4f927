package io.llmrec.embed.lexical;

import io.llmrec.embed.hash.Hash64;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a text into features.
 *
 * <ul>
 *   <li>From scripts with spaces: whole words, and each three letters of a word, its edges
 *       included.
 *   <li>From scripts whose words are short or not separated, such as Chinese and Korean: single
 *       characters and each two neighbours.
 *   <li>From a text with neither: its characters other than white space, such as emoji.
 * </ul>
 *
 * <p>Case, width and compatibility forms do not count (NFKC, lower case). Not safe for use by
 * several threads.
 */
final class TextFeatures {

  private static final int WORD = 1;
  private static final int GRAM = 2;
  private static final int CHARACTER = 3;
  private static final int PAIR = 4;
  private static final int SYMBOL = 5;
  private static final int EMPTY = 6;

  /** One character of Chinese says less than a word, two say about as much. */
  private static final float CHARACTER_WEIGHT = 0.5f;

  private static final int EDGE = ' ';
  private static final int KATAKANA_LENGTH_MARK = 0x30FC;

  /** Where Thai begins: no dense script comes before. */
  private static final int FIRST_DENSE = 0x0E00;

  private static final Set<UnicodeScript> DENSE =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK;

  private enum Kind {
    BREAK,
    LETTER,
    DENSE
  }

  private final LexicalOptions options;
  private final FeatureCounts counts = new FeatureCounts();
  private int[] points = new int[256];
  private int length;

  TextFeatures(LexicalOptions options) {
    this.options = options;
  }

  /** The features of a text, at least one; valid until the next call. */
  FeatureCounts of(String text) {
    counts.clear();
    load(normalised(cut(text)));
    addRuns();
    if (counts.size() == 0) {
      addSymbols();
    }
    return counts;
  }

  private String cut(String text) {
    if (text.length() <= options.maxChars()) {
      return text;
    }
    int end = options.maxChars();
    boolean splitsPair =
        Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, splitsPair ? end - 1 : end);
  }

  private static String normalised(String text) {
    String composed = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    return composed.toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private void load(String text) {
    if (points.length < text.length()) {
      points = new int[text.length()];
    }
    length = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(points[length - 1])) {
      points[length++] = text.codePointAt(i);
    }
  }

  private void addRuns() {
    int start = 0;
    while (start < length) {
      Kind kind = kind(points[start]);
      int end = start + 1;
      while (end < length && kind(points[end]) == kind) {
        end++;
      }
      switch (kind) {
        case LETTER -> addWord(start, end);
        case DENSE -> addDense(start, end);
        case BREAK -> {}
      }
      start = end;
    }
  }

  private static Kind kind(int point) {
    if (point < 0x80) {
      boolean letter = point >= 'a' && point <= 'z' || point >= '0' && point <= '9';
      return letter ? Kind.LETTER : Kind.BREAK;
    }
    if (point >= FIRST_DENSE && isDense(point)) {
      return Kind.DENSE;
    }
    boolean letter =
        Character.isLetterOrDigit(point) || (MARKS >> Character.getType(point) & 1) != 0;
    return letter ? Kind.LETTER : Kind.BREAK;
  }

  private static boolean isDense(int point) {
    return point == KATAKANA_LENGTH_MARK || DENSE.contains(UnicodeScript.of(point));
  }

  private void addWord(int start, int end) {
    long word = WORD;
    for (int i = start; i < end; i++) {
      word = Hash64.step(word, points[i]);
    }
    counts.add(Hash64.mix(word), 1);
    if (end - start > 2 && options.gramWeight() > 0) {
      for (int i = start; i < end; i++) {
        int before = i == start ? EDGE : points[i - 1];
        int after = i == end - 1 ? EDGE : points[i + 1];
        counts.add(hash(GRAM, before, points[i], after), options.gramWeight());
      }
    }
  }

  private void addDense(int start, int end) {
    for (int i = start; i < end; i++) {
      counts.add(hash(CHARACTER, points[i], 0, 0), CHARACTER_WEIGHT);
      if (i > start) {
        counts.add(hash(PAIR, points[i - 1], points[i], 0), 1);
      }
    }
  }

  private void addSymbols() {
    for (int i = 0; i < length; i++) {
      if (!Character.isWhitespace(points[i])) {
        counts.add(hash(SYMBOL, points[i], 0, 0), 1);
      }
    }
    if (counts.size() == 0) {
      counts.add(hash(EMPTY, 0, 0, 0), 1);
    }
  }

  private static long hash(int kind, int first, int second, int third) {
    long state = Hash64.step(Hash64.step(kind, first), second);
    return Hash64.mix(Hash64.step(state, third));
  }
}
