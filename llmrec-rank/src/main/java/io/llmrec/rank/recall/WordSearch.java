package io.llmrec.rank.recall;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** See {@link QuerySearch#words}: an inverted index, each word with the items that have it. */
final class WordSearch implements QuerySearch {

  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id);

  private final Map<String, List<Posting>> postings = new HashMap<>();

  /**
   * An item that has a word.
   *
   * @param weight what the word adds to its score
   */
  private record Posting(String itemId, double weight) {}

  WordSearch(Catalog catalog, ItemText text) {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    Map<String, Integer> having = new HashMap<>();
    for (Item item : (Iterable<Item>) catalog.stream()::iterator) {
      Map<String, Integer> own = new LinkedHashMap<>();
      words(text.of(item)).forEach(word -> own.merge(word, 1, Integer::sum));
      own.keySet().forEach(word -> having.merge(word, 1, Integer::sum));
      counts.put(item.id(), own);
    }
    double mean = counts.values().stream().mapToInt(WordSearch::length).average().orElse(0);
    counts.forEach((id, own) -> index(id, own, having, counts.size(), mean));
  }

  private static int length(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void index(
      String id, Map<String, Integer> own, Map<String, Integer> having, int items, double mean) {
    double longer = 1 - B + B * length(own) / Math.max(1e-9, mean);
    own.forEach(
        (word, count) -> {
          double n = having.getOrDefault(word, 1);
          double rarity = StrictMath.log(1 + (items - n + 0.5) / (n + 0.5));
          double weight = rarity * count * (K1 + 1) / (count + K1 * longer);
          postings.computeIfAbsent(word, w -> new ArrayList<>()).add(new Posting(id, weight));
        });
  }

  @Override
  public List<List<Candidate>> search(StageContext context, List<String> queries, int limit) {
    return queries.stream().map(query -> search(context, query, limit)).toList();
  }

  private List<Candidate> search(StageContext context, String query, int limit) {
    Map<String, Double> scores = new HashMap<>();
    for (String word : new HashSet<>(words(query))) {
      for (Posting posting : postings.getOrDefault(word, List.of())) {
        scores.merge(posting.itemId(), posting.weight(), Double::sum);
      }
    }
    List<Candidate> found = new ArrayList<>();
    scores.forEach(
        (id, score) -> {
          Item item = context.prepared().catalog().find(id);
          if (item != null && context.admits(item)) {
            found.add(Candidate.of(item, score));
          }
        });
    return found.stream().sorted(BEST_FIRST).limit(limit).toList();
  }

  /** The words of a text, those that repeat included. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String before = "";
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    for (int i = 0; i < plain.length(); ) {
      int c = plain.codePointAt(i);
      i += Character.charCount(c);
      boolean han = UnicodeScript.of(c) == UnicodeScript.HAN;
      if (!han && Character.isLetterOrDigit(c)) {
        word.appendCodePoint(c);
      } else {
        end(word, words);
      }
      String own = han ? Character.toString(c) : "";
      if (han) {
        words.add(own);
      }
      if (han && !before.isEmpty()) {
        words.add(before + own);
      }
      before = own;
    }
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
