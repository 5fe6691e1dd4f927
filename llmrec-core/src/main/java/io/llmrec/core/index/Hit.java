package io.llmrec.core.index;

/**
 * An item found by a vector search.
 *
 * @param itemId which
 * @param score its cosine to the query, -1 to 1
 */
public record Hit(String itemId, float score) {

  /** Checks the score. */
  public Hit {
    if (!Float.isFinite(score)) {
      throw new IllegalArgumentException(
          "score of item '%s' must be finite, was %s".formatted(itemId, score));
    }
  }
}
