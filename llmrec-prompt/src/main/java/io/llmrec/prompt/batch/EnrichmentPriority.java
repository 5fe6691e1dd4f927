package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import java.util.function.Function;

/**
 * Says how much an item gains from a text, so that a budget goes where it pays.
 *
 * <p>Safe for use by several threads; the same item always gets the same value.
 */
@FunctionalInterface
public interface EnrichmentPriority {

  /** The higher the sooner; finite. */
  double of(Item item);

  /**
   * The weighted sum {@code uncertainty + neighbour distance + exposure - head penalty}: items of
   * which little is known, that behave unlike what they look like, and that are shown often, but
   * not those whom their clicks describe better than a text could.
   *
   * @param signals what is known of an item, for example a {@link TrafficSignals}
   */
  static EnrichmentPriority weighted(
      PriorityWeights weights, Function<Item, PrioritySignals> signals) {
    return item -> {
      PrioritySignals of = signals.apply(item);
      return weights.uncertainty() * of.uncertainty()
          + weights.neighbourDistance() * of.neighbourDistance()
          + weights.exposure() * of.exposure()
          - weights.headPenalty() * of.headPenalty();
    };
  }
}
