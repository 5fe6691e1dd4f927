package io.llmrec.prompt.chat.ground;

import io.llmrec.prompt.chat.search.Words;
import io.llmrec.prompt.chat.search.Words.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the titles of a catalog in prose, all in one pass whatever their number (Aho and Corasick,
 * "Efficient string matching: an aid to bibliographic search", 1975), over words instead of letters
 * so that a title is found at word boundaries and the automaton stays small.
 *
 * <p>Titles are compared without case, width, punctuation, a year in brackets at the end and the
 * articles in front or behind ({@code Matrix, The}). Of a title longer than {@value #MAX_WORDS}
 * words the first ones are looked for. Immutable and safe for use by several threads.
 */
public final class TitleIndex {

  /** The most words of a title that are looked for. */
  public static final int MAX_WORDS = 16;

  private static final Pattern YEAR = Pattern.compile("\\s*[(\\[（]\\s*\\d{4}\\s*[)\\]）]\\s*$");
  private static final List<String> ARTICLES = List.of("the", "a", "an");
  private static final int MAX_TITLE = 400;

  private final Map<String, Integer> vocabulary = new HashMap<>();
  private final WordTrie trie = new WordTrie();

  /** For each title the rows that have it. */
  private final List<int[]> rows = new ArrayList<>();

  private TitleIndex() {}

  /** The titles of rows; a title's row is its place in the list. */
  public static TitleIndex of(List<String> titles) {
    TitleIndex index = new TitleIndex();
    for (int row = 0; row < titles.size(); row++) {
      index.add(titles.get(row), row);
    }
    index.trie.link();
    return index;
  }

  /**
   * A title in a text.
   *
   * @param from the place of its first word in the list of words
   * @param to the place after its last word
   * @param rows that have this title, at least 1; not to be changed
   */
  public record Found(int from, int to, int[] rows) {

    /** How many words it has. */
    public int length() {
      return to - from;
    }
  }

  private void add(String title, int row) {
    List<String> words = words(title);
    if (words.isEmpty()) {
      return;
    }
    int node = 0;
    for (String word : words) {
      node = trie.child(node, vocabulary.computeIfAbsent(word, w -> vocabulary.size()));
    }
    int number = trie.end(node);
    if (number < 0) {
      trie.setEnd(node, rows.size());
      rows.add(new int[] {row});
    } else {
      int[] longer = Arrays.copyOf(rows.get(number), rows.get(number).length + 1);
      longer[longer.length - 1] = row;
      rows.set(number, longer);
    }
  }

  /** A title as it is compared: its words without year and articles; all where nothing is left. */
  private static List<String> words(String title) {
    String cut = title.substring(0, Math.min(MAX_TITLE, title.length()));
    List<String> words = Words.of(YEAR.matcher(cut).replaceFirst(""));
    List<String> all = words.isEmpty() ? Words.of(cut) : words;
    List<String> core = withoutArticles(all);
    return core.subList(0, Math.min(MAX_WORDS, core.size()));
  }

  private static List<String> withoutArticles(List<String> words) {
    int from = words.size() > 1 && ARTICLES.contains(words.get(0)) ? 1 : 0;
    int last = words.size() - 1;
    int to = last > from && ARTICLES.contains(words.get(last)) ? last : last + 1;
    return words.subList(from, to);
  }

  /** The rows that have a title, in rising order; none where no item is called so. */
  public int[] rowsOf(String title) {
    int node = 0;
    for (String word : words(title)) {
      Integer number = vocabulary.get(word);
      node = number == null ? -1 : trie.next(node, number);
      if (node < 0) {
        return new int[0];
      }
    }
    int end = node == 0 ? -1 : trie.end(node);
    return end < 0 ? new int[0] : rows.get(end).clone();
  }

  /** The titles in a text, the longest where several overlap, in the order of the text. */
  public List<Found> find(List<Word> words) {
    List<Found> all = new ArrayList<>();
    int node = 0;
    for (int i = 0; i < words.size(); i++) {
      Integer number = vocabulary.get(words.get(i).text());
      node = number == null ? 0 : trie.step(node, number);
      for (int at = trie.longestEnd(node); at > 0; at = trie.shorterEnd(at)) {
        all.add(new Found(i + 1 - trie.depth(at), i + 1, rows.get(trie.end(at))));
      }
    }
    return longest(all);
  }

  private static List<Found> longest(List<Found> all) {
    List<Found> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt((Found found) -> -found.length()).thenComparingInt(Found::from));
    List<Found> kept = new ArrayList<>();
    for (Found found : sorted) {
      @Nullable Found clash = null;
      for (Found other : kept) {
        clash = found.from() < other.to() && other.from() < found.to() ? other : clash;
      }
      if (clash == null) {
        kept.add(found);
      }
    }
    kept.sort(Comparator.comparingInt(Found::from));
    return kept;
  }
}
