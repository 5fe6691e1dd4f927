package io.llmrec.rank.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns texts of rows into numbers of words, at most so many. Remembers the words of some
 * sentences, which come again in many rows. Safe for use by several threads.
 */
final class TextTokens {

  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 4_096;
  private static final int MAX_REMEMBERED = 200_000;

  private final WordVocabulary vocabulary;
  private final int length;
  private final int[] bar;
  private final int[] stop;
  private final Map<String, int[]> remembered = new ConcurrentHashMap<>();

  TextTokens(WordVocabulary vocabulary, int length) {
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "length must be %d to %d, was %d".formatted(MIN_LENGTH, MAX_LENGTH, length));
    }
    this.vocabulary = vocabulary;
    this.length = length;
    bar = vocabulary.encode("|");
    stop = vocabulary.encode(".");
  }

  WordVocabulary vocabulary() {
    return vocabulary;
  }

  int length() {
    return length;
  }

  private int[] words(String sentence) {
    int[] known = remembered.get(sentence);
    if (known == null) {
      known = vocabulary.encode(sentence);
      if (remembered.size() < MAX_REMEMBERED) {
        remembered.put(sentence, known);
      }
    }
    return known;
  }

  /** The start, the user, the history, the item: at least the start. */
  int[] of(RowText text) {
    int[] item = words(text.item());
    item = Arrays.copyOf(item, Math.min(item.length, length - 1));
    int[] user = words(text.user());
    user = Arrays.copyOf(user, Math.min(user.length, length - 1 - item.length));
    List<int[]> parts = new ArrayList<>(List.of(new int[] {WordVocabulary.START}, user));
    parts.addAll(latest(text.history(), length - 1 - user.length - item.length));
    parts.add(item);
    return joined(parts);
  }

  /** As many of the latest entries as there is room for, with bars between and a stop behind. */
  private List<int[]> latest(List<String> history, int room) {
    List<int[]> parts = new ArrayList<>();
    int left = room;
    for (int i = history.size() - 1; i >= 0; i--) {
      int[] entry = words(history.get(i));
      int[] behind = i == history.size() - 1 ? stop : bar;
      left -= entry.length + behind.length;
      if (left < 0) {
        break;
      }
      parts.add(0, behind);
      parts.add(0, entry);
    }
    return parts;
  }

  private static int[] joined(List<int[]> parts) {
    int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }
}
