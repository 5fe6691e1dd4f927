package io.llmrec.rank.feature;

/**
 * What a feature depends on. What depends on the user alone is computed once for a request, what
 * depends on the item alone once for an item.
 */
public enum Side {
  /** The user and the situation of the request. */
  USER,
  /** The candidate. */
  ITEM,
  /** Both, for example whether the user knows the item's category. */
  PAIR
}
