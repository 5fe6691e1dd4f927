package io.llmrec.rank.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The words that texts are made of, numbered. Words are runs of letters and digits in lower case,
 * each Han character by itself, the bar and the full stop. Immutable; safe for use by several
 * threads.
 */
public final class WordVocabulary {

  /** Stands where a text has ended. */
  public static final int PADDING = 0;

  /** Stands for a word that the vocabulary does not have. */
  public static final int UNKNOWN = 1;

  /** Stands before a text. */
  public static final int START = 2;

  private static final int FIRST_WORD = 3;

  private final List<String> words;
  private final Map<String, Integer> ids = new HashMap<>();

  /**
   * A vocabulary of words in the order of their numbers.
   *
   * @param words none twice
   */
  public WordVocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (String word : this.words) {
      if (ids.put(word, FIRST_WORD + ids.size()) != null) {
        throw new IllegalArgumentException("word '%s' is there twice".formatted(word));
      }
    }
  }

  /**
   * The most frequent words of some texts, equally frequent ones by their spelling.
   *
   * @param most how many at most, at least 1
   */
  public static WordVocabulary fit(Stream<String> texts, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, was " + most);
    }
    Map<String, Integer> counts = new HashMap<>();
    texts.forEach(text -> split(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
    return new WordVocabulary(
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList());
  }

  /** The words in the order of their numbers. */
  public List<String> words() {
    return words;
  }

  /** How many numbers there are, those that stand for no word included. */
  public int size() {
    return FIRST_WORD + words.size();
  }

  /** The numbers of a text's words; none for a text without words. */
  public int[] encode(String text) {
    return split(text).stream().mapToInt(word -> ids.getOrDefault(word, UNKNOWN)).toArray();
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            character -> {
              boolean alone =
                  character == '|'
                      || character == '.'
                      || Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
              if (alone || !isWordPart(character)) {
                end(word, words);
              }
              if (alone) {
                words.add(Character.toString(character));
              } else if (isWordPart(character)) {
                word.appendCodePoint(character);
              }
            });
    end(word, words);
    return words;
  }

  private static boolean isWordPart(int character) {
    int type = Character.getType(character);
    return Character.isLetterOrDigit(character)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
