package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The signals that a log of interactions gives. Immutable.
 *
 * <p>With n interactions of an item, uncertainty is {@code 1 / sqrt(1 + n)}, as the error of a rate
 * falls; exposure is {@code ln(1 + n) / ln(1 + most)}; the head penalty is 1 for the most popular
 * share of the items that occur in the log, otherwise 0. A count per item is held in memory.
 */
public final class TrafficSignals implements Function<Item, PrioritySignals> {

  private final Map<String, Integer> counts;
  private final double most;
  private final int headFrom;
  private final ToDoubleFunction<Item> neighbourDistance;

  private TrafficSignals(
      Map<String, Integer> counts, int headFrom, ToDoubleFunction<Item> neighbourDistance) {
    this.counts = counts;
    this.most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    this.headFrom = headFrom;
    this.neighbourDistance = neighbourDistance;
  }

  /**
   * Reads a log once.
   *
   * @param headShare the share of the items in the log that count as its head, 0 to 1
   */
  public static TrafficSignals of(Iterable<Interaction> log, double headShare) {
    if (!(headShare >= 0 && headShare <= 1)) {
      throw new IllegalArgumentException("headShare must be 0 to 1, was " + headShare);
    }
    Map<String, Integer> counts = new HashMap<>();
    log.forEach(event -> counts.merge(event.itemId(), 1, Integer::sum));
    int[] ascending = counts.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    int head = (int) (headShare * ascending.length);
    int from = head == 0 ? Integer.MAX_VALUE : ascending[ascending.length - head];
    return new TrafficSignals(Map.copyOf(counts), from, item -> 0);
  }

  /**
   * These signals with a distance between the neighbours by behaviour and those by text, 0 to 1; it
   * is 0 otherwise.
   */
  public TrafficSignals withNeighbourDistance(ToDoubleFunction<Item> distance) {
    return new TrafficSignals(counts, headFrom, distance);
  }

  @Override
  public PrioritySignals apply(Item item) {
    int count = counts.getOrDefault(item.id(), 0);
    return new PrioritySignals(
        1 / Math.sqrt(1.0 + count),
        neighbourDistance.applyAsDouble(item),
        Math.log1p(count) / Math.log1p(most),
        count >= headFrom ? 1 : 0);
  }
}
