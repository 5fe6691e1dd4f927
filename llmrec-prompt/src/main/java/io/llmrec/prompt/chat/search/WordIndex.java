package io.llmrec.prompt.chat.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by the words of their texts (BM25: Robertson and Zaragoza, "The probabilistic
 * relevance framework: BM25 and beyond", 2009; k1 = 1.2, b = 0.75).
 *
 * <p>A word that more than a fifth of the rows have is looked up only where no rarer one of the
 * query is known, so that a search costs time with the rare words. Immutable and safe for use by
 * several threads.
 */
public final class WordIndex {

  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double COMMON = 0.2;
  private static final int FEW_ROWS = 1000;
  private static final int MAX_TERMS = 64;

  private final int rows;
  private final Map<String, Posting> postings;

  /**
   * The rows that have a word.
   *
   * @param rows in rising order
   * @param weights what each of them scores for the word
   */
  private record Posting(int[] rows, float[] weights) {

    boolean has(int row) {
      return Arrays.binarySearch(rows, row) >= 0;
    }
  }

  private WordIndex(int rows, Map<String, Posting> postings) {
    this.rows = rows;
    this.postings = postings;
  }

  /** An index over texts; a text's row is its place in the list. */
  public static WordIndex of(List<String> texts) {
    Map<String, Counts> counts = new HashMap<>();
    float[] lengths = new float[texts.size()];
    double total = 0;
    for (int row = 0; row < texts.size(); row++) {
      for (String term : Words.terms(texts.get(row))) {
        counts.computeIfAbsent(term, t -> new Counts()).add(row);
        lengths[row]++;
      }
      total += lengths[row];
    }
    double mean = Math.max(1, total / Math.max(1, texts.size()));
    Map<String, Posting> postings = new HashMap<>(counts.size() * 4 / 3 + 1);
    counts.forEach((term, found) -> postings.put(term, found.weigh(lengths, mean)));
    return new WordIndex(texts.size(), postings);
  }

  /** The rows and frequencies of one word, while the index is built. */
  private static final class Counts {

    private int[] rows = new int[2];
    private int[] times = new int[2];
    private int size;

    void add(int row) {
      if (size > 0 && rows[size - 1] == row) {
        times[size - 1]++;
        return;
      }
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        times = Arrays.copyOf(times, size * 2);
      }
      rows[size] = row;
      times[size++] = 1;
    }

    Posting weigh(float[] lengths, double mean) {
      double rarity = StrictMath.log(1 + (lengths.length - size + 0.5) / (size + 0.5));
      float[] weights = new float[size];
      for (int i = 0; i < size; i++) {
        double longer = 1 - B + B * lengths[rows[i]] / mean;
        weights[i] = (float) (rarity * times[i] * (K1 + 1) / (times[i] + K1 * longer));
      }
      return new Posting(Arrays.copyOf(rows, size), weights);
    }
  }

  /**
   * The best rows for a query, best first, equal scores by row; rows that share no word with it are
   * left out.
   *
   * @param within the rows that may be found
   * @param limit at least 1
   */
  public List<Hit> search(String query, BitSet within, int limit) {
    List<Posting> found = postings(query);
    BestRows best = new BestRows(limit);
    if (found.size() == 1) {
      Posting only = found.get(0);
      for (int i = 0; i < only.rows().length; i++) {
        if (within.get(only.rows()[i])) {
          best.offer(only.rows()[i], only.weights()[i]);
        }
      }
      return best.hits();
    }
    float[] scores = new float[rows];
    BitSet touched = new BitSet(rows);
    for (Posting posting : found) {
      for (int i = 0; i < posting.rows().length; i++) {
        int row = posting.rows()[i];
        scores[row] += posting.weights()[i];
        touched.set(row);
      }
    }
    touched.and(within);
    for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
      best.offer(row, scores[row]);
    }
    return best.hits();
  }

  /** What a query scores for one row, at least 0. */
  public double score(String query, int row) {
    double sum = 0;
    for (Posting posting : postings(query)) {
      int at = Arrays.binarySearch(posting.rows(), row);
      sum += at < 0 ? 0 : posting.weights()[at];
    }
    return sum;
  }

  /** The rows that have all words of a text; none for a text without words. */
  public BitSet withAll(String text) {
    BitSet all = new BitSet(rows);
    List<@Nullable Posting> wanted = new ArrayList<>();
    for (String term : limited(text)) {
      wanted.add(postings.get(term));
    }
    if (wanted.isEmpty() || wanted.contains(null)) {
      return all;
    }
    wanted.sort((a, b) -> Integer.compare(size(a), size(b)));
    Posting rarest = wanted.get(0);
    if (rarest == null) {
      return all;
    }
    for (int row : rarest.rows()) {
      if (wanted.stream().allMatch(posting -> posting != null && posting.has(row))) {
        all.set(row);
      }
    }
    return all;
  }

  /** Whether a row has all words of a text; false for a text without words. */
  public boolean hasAll(String text, int row) {
    Set<String> terms = limited(text);
    return !terms.isEmpty()
        && terms.stream()
            .allMatch(
                term -> {
                  Posting posting = postings.get(term);
                  return posting != null && posting.has(row);
                });
  }

  /** Whether any row has the word. */
  public boolean knows(String word) {
    return postings.containsKey(word);
  }

  private static int size(@Nullable Posting posting) {
    return posting == null ? 0 : posting.rows().length;
  }

  private static Set<String> limited(String text) {
    Set<String> terms = new LinkedHashSet<>();
    for (String term : Words.queryTerms(text)) {
      if (terms.size() < MAX_TERMS) {
        terms.add(term);
      }
    }
    return terms;
  }

  private List<Posting> postings(String query) {
    List<Posting> rare = new ArrayList<>();
    List<Posting> common = new ArrayList<>();
    for (String term : limited(query)) {
      Posting posting = postings.get(term);
      if (posting != null) {
        boolean frequent = posting.rows().length > Math.max(FEW_ROWS, rows * COMMON);
        (frequent ? common : rare).add(posting);
      }
    }
    return rare.isEmpty() ? common : rare;
  }

  /**
   * A row that was found.
   *
   * @param row which
   * @param score more than 0
   */
  public record Hit(int row, double score) {}
}
