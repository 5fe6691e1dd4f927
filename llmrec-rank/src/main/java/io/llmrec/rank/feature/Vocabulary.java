package io.llmrec.rank.feature;

import io.llmrec.embed.hash.Hash64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Which row of a table of embeddings a category has. Row 0 is that of all others. Immutable and
 * safe for use by several threads.
 */
public final class Vocabulary {

  /** The row of what has none of its own. */
  public static final int UNSEEN = 0;

  /** Longer texts have no row of their own: a catalog's strings must not fill the memory. */
  static final int LONGEST = 256;

  private final VocabularyRule rule;
  private final List<String> words;
  private final Map<String, Integer> rows;

  Vocabulary(VocabularyRule rule, List<String> words) {
    this.rule = rule;
    this.words = List.copyOf(words);
    this.rows = new HashMap<>(words.size() * 4 / 3 + 1);
    for (String word : words) {
      rows.put(word, rows.size() + 1);
    }
    if (rows.size() < words.size()) {
      throw new IllegalArgumentException(
          "vocabulary '%s' must hold each category once, %d are there again"
              .formatted(rule.name(), words.size() - new HashSet<>(words).size()));
    }
    if (rule.buckets() > 0 && !words.isEmpty()) {
      throw new IllegalArgumentException(
          "vocabulary '%s' is by hash and must hold no categories, holds %d"
              .formatted(rule.name(), words.size()));
    }
  }

  /** How categories got their rows. */
  public VocabularyRule rule() {
    return rule;
  }

  /** The categories of a dictionary, the one with row 1 first; none by hash. */
  public List<String> words() {
    return words;
  }

  /** How many rows there are, with that of the unseen. */
  public int rows() {
    return 1 + (rule.buckets() > 0 ? rule.buckets() : words.size());
  }

  /** The row of a category, {@link #UNSEEN} where it has none; an empty text is none. */
  public int row(String category) {
    if (category.isEmpty()) {
      return UNSEEN;
    }
    if (rule.buckets() > 0) {
      return 1 + Hash64.below(Hash64.mix(Hash64.of(category) ^ rule.seed()), rule.buckets());
    }
    return rows.getOrDefault(category, UNSEEN);
  }
}
