package io.llmrec.rank.feature;

/**
 * How categories get rows of a table of embeddings. Features with rules of one name share rows.
 *
 * @param name of the vocabulary and of its table; not blank
 * @param minCount how often training must show a category to give it a row of its own, at least 1
 * @param buckets 0 for a dictionary; else into how many rows categories are hashed, at most 2^24
 * @param seed of the hash
 */
public record VocabularyRule(String name, int minCount, int buckets, long seed) {

  static final int MOST_BUCKETS = 1 << 24;

  /** Checks the ranges. */
  public VocabularyRule {
    Checks.name("vocabulary", name);
    if (minCount < 1) {
      throw new IllegalArgumentException(
          "minCount of '%s' must be at least 1, was %d".formatted(name, minCount));
    }
    if (buckets < 0 || buckets > MOST_BUCKETS) {
      throw new IllegalArgumentException(
          "buckets of '%s' must be 0 to %d, were %d".formatted(name, MOST_BUCKETS, buckets));
    }
  }

  /** A row for each category that training shows {@code minCount} times or more. */
  public static VocabularyRule dictionary(String name, int minCount) {
    return new VocabularyRule(name, minCount, 0, 0);
  }

  /** Rows by hash; two categories may share one. Needs no memory for the categories. */
  public static VocabularyRule hashed(String name, int buckets, long seed) {
    if (buckets < 1) {
      throw new IllegalArgumentException(
          "buckets of '%s' must be 1 to %d, were %d".formatted(name, MOST_BUCKETS, buckets));
    }
    return new VocabularyRule(name, 1, buckets, seed);
  }
}
