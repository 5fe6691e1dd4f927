package io.llmrec.core.rule;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.request.RecommendationRequest;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the host decides about the final list, whatever the models say.
 *
 * <p>Rules come after all stages, and eligibility still holds: a pinned item that the request does
 * not admit is not shown.
 */
public sealed interface Rule {

  /** Always puts an item at a place of the list. */
  static Rule pin(String itemId, int position) {
    return new Pin(itemId, position, request -> true);
  }

  /** Puts an item at a place of the list for some requests. */
  static Rule pin(String itemId, int position, Predicate<RecommendationRequest> when) {
    return new Pin(itemId, position, when);
  }

  /** Shows at most {@code most} items that have the same key, for example the same brand. */
  static Rule cap(Function<Item, String> key, int most) {
    return new Cap(key, most);
  }

  /**
   * See {@link #pin}. Does not count towards a cap. Of several for one place the first has it, the
   * others come next.
   *
   * @param itemId which item
   * @param position its place, from 1; a list with fewer items has it last, a request for fewer
   *     does not show it
   * @param when for which requests
   */
  record Pin(String itemId, int position, Predicate<RecommendationRequest> when) implements Rule {

    /** Checks the position. */
    public Pin {
      if (position < 1) {
        throw new IllegalArgumentException(
            "position of pinned item '%s' must be at least 1, was %d".formatted(itemId, position));
      }
    }
  }

  /**
   * See {@link #cap}.
   *
   * @param key what is counted; an empty key is not
   * @param most how many items may share a key, at least 1
   */
  record Cap(Function<Item, String> key, int most) implements Rule {

    /** Checks the count. */
    public Cap {
      if (most < 1) {
        throw new IllegalArgumentException("a cap must be at least 1, was " + most);
      }
    }
  }
}
