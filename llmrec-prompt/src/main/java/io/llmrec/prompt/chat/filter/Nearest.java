package io.llmrec.prompt.chat.filter;

import io.llmrec.prompt.chat.search.WordIndex;
import io.llmrec.prompt.chat.search.Words;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name that somebody may have meant. */
final class Nearest {

  /** Names beyond these are not compared letter by letter. */
  private static final int MAX_COMPARED = 5000;

  private static final int MAX_CHARS = 40;

  private Nearest() {}

  /**
   * The name that shares the rarest words, else the one with the fewest changes of letters, at most
   * a third of them; null when none is near.
   */
  static @Nullable String of(String value, List<String> names, WordIndex words) {
    BitSet all = new BitSet(names.size());
    all.set(0, names.size());
    List<WordIndex.Hit> hits = words.search(value, all, 1);
    return hits.isEmpty() ? byLetters(value, names) : names.get(hits.get(0).row());
  }

  /** The name with the fewest changes of letters, at most a third of them. */
  static @Nullable String byLetters(String value, List<String> names) {
    String wanted = cut(Words.fold(value));
    String best = null;
    int fewest = Math.max(1, wanted.length() / 3) + 1;
    for (String name : names.subList(0, Math.min(MAX_COMPARED, names.size()))) {
      String other = cut(Words.fold(name));
      if (Math.abs(other.length() - wanted.length()) < fewest) {
        int changes = changes(wanted, other);
        if (changes < fewest) {
          fewest = changes;
          best = name;
        }
      }
    }
    return best;
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(MAX_CHARS, text.length()));
  }

  /** The edit distance of Levenshtein (1966), on one row. */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
