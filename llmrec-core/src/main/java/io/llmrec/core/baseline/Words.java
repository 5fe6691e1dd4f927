package io.llmrec.core.baseline;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parts a text into words: runs of letters and digits of any script in lower case, and of Chinese
 * text, which has no spaces, every character and every two that stand together.
 *
 * <p>Full-width and other compatible forms are made plain first (Unicode NFKC). Everything else,
 * such as punctuation and symbols, parts words.
 */
final class Words {

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  /** The Chinese character just before, the empty text when there is none. */
  private String before = "";

  private Words() {}

  /** The words in the order of the text, those that repeat included. */
  static List<String> of(String text) {
    Words words = new Words();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(words::add);
    words.endWord();
    return words.words;
  }

  private void add(int character) {
    if (UnicodeScript.of(character) == UnicodeScript.HAN && Character.isLetter(character)) {
      endWord();
      addHan(Character.toString(character));
      return;
    }
    before = "";
    if (isWordPart(character)) {
      word.appendCodePoint(character);
    } else {
      endWord();
    }
  }

  /** Marks are accents and vowel signs that stand behind their letter. */
  private static boolean isWordPart(int character) {
    int type = Character.getType(character);
    return Character.isLetterOrDigit(character)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private void addHan(String character) {
    words.add(character);
    if (!before.isEmpty()) {
      words.add(before + character);
    }
    before = character;
  }

  private void endWord() {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
