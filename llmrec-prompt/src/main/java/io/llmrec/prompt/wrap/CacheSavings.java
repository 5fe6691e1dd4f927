package io.llmrec.prompt.wrap;

import java.math.BigDecimal;

/**
 * What a cache was good for since it was opened.
 *
 * @param hits calls answered from the cache
 * @param joined calls that shared the answer of an equal call under way
 * @param misses calls that the model had to answer
 * @param tokens of prompts and replies that were not sent again
 * @param money that was not spent again
 */
public record CacheSavings(long hits, long joined, long misses, long tokens, BigDecimal money) {

  /** Nothing asked yet. */
  static final CacheSavings NONE = new CacheSavings(0, 0, 0, 0, BigDecimal.ZERO);

  /** The share of calls that cost nothing, 0 to 1; 0 before the first. */
  public double hitRate() {
    long all = hits + joined + misses;
    return all == 0 ? 0 : (double) (hits + joined) / all;
  }
}
