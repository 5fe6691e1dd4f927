package io.llmrec.prompt.chat.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parts texts into words: runs of letters, digits and marks in lower case; characters of Chinese
 * and Japanese, which have no spaces, stand alone.
 *
 * <p>Compatible forms such as full-width letters are made plain first (Unicode NFKC); apostrophes
 * are left out, everything else parts words. Safe for use by several threads.
 */
public final class Words {

  private Words() {}

  /**
   * A word and where it stood.
   *
   * @param text in lower case
   * @param start of the word in the folded text
   * @param end after the word in the folded text
   */
  public record Word(String text, int start, int end) {

    /** Whether it is a single character of a script without spaces. */
    public boolean isHan() {
      return isAlone(text.codePointAt(0));
    }
  }

  /** A text in its plain form: NFKC, and typographic apostrophes made straight. */
  public static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u2019', '\'');
  }

  /** A value as it is compared with others: plain, in lower case, words parted by one space. */
  public static String fold(String text) {
    return String.join(" ", plain(text).toLowerCase(Locale.ROOT).strip().split("\\s+"));
  }

  /** The words of a plain text with their places. */
  public static List<Word> in(String plain) {
    List<Word> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < plain.length(); ) {
      int c = plain.codePointAt(i);
      int end = i + Character.charCount(c);
      if (isAlone(c)) {
        add(words, plain, start, i);
        words.add(new Word(plain.substring(i, end), i, end));
        start = -1;
      } else if (isPart(c)) {
        start = start < 0 ? i : start;
      } else if (c != '\'' || start < 0) {
        add(words, plain, start, i);
        start = -1;
      }
      i = end;
    }
    add(words, plain, start, plain.length());
    return words;
  }

  /** The words of any text, in its order, those that repeat included. */
  public static List<String> of(String text) {
    return in(plain(text)).stream().map(Word::text).toList();
  }

  /**
   * What a text is found by: its words, and of characters that stand alone also every two that
   * stand together.
   */
  static List<String> terms(String text) {
    return terms(text, true);
  }

  /** What a text is looked up by: as {@link #terms(String)}, but pairs instead of characters. */
  static List<String> queryTerms(String text) {
    return terms(text, false);
  }

  /** Without {@code single} a character is looked up by itself only where it has no neighbour. */
  private static List<String> terms(String text, boolean single) {
    List<String> terms = new ArrayList<>();
    List<Word> words = in(plain(text));
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      boolean joinsLast = i > 0 && join(words.get(i - 1), word);
      boolean joinsNext = i + 1 < words.size() && join(word, words.get(i + 1));
      if (!word.isHan() || single || !joinsLast && !joinsNext) {
        terms.add(word.text());
      }
      if (joinsNext) {
        terms.add(word.text() + words.get(i + 1).text());
      }
    }
    return terms;
  }

  private static boolean join(Word word, Word next) {
    return word.isHan() && next.isHan() && word.end() == next.start();
  }

  private static void add(List<Word> words, String text, int start, int end) {
    if (start >= 0) {
      String word = text.substring(start, end).replace("'", "").toLowerCase(Locale.ROOT);
      words.add(new Word(word, start, end));
    }
  }

  private static boolean isPart(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
          default -> false;
        };
  }

  /** Ideographs and kana. */
  static boolean isAlone(int c) {
    return c >= 0x2E80
        && (Character.isIdeographic(c) || c >= 0x3041 && c <= 0x30FF && Character.isLetter(c));
  }
}
