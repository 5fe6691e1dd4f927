package io.llmrec.core.baseline;

import io.llmrec.core.user.Interaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The items a model knows, numbered from 0 in the order of their ids. Immutable. */
final class ItemNumbers {

  /** Beyond this a stronger choice counts no more, so that no sum leaves the range of numbers. */
  private static final double MAX_STRENGTH = 1e6;

  private final Map<String, Integer> byId;

  ItemNumbers(SortedSet<String> ids) {
    byId = new HashMap<>(ids.size() * 4 / 3 + 1);
    for (String id : ids) {
      byId.put(id, byId.size());
    }
  }

  int count() {
    return byId.size();
  }

  /** The number of an item, -1 for an unknown one. */
  int of(String itemId) {
    return byId.getOrDefault(itemId, -1);
  }

  /** The numbers of some items, -1 for unknown ones. */
  int[] of(List<String> itemIds) {
    return itemIds.stream().mapToInt(this::of).toArray();
  }

  /** The known items of a history that were chosen. */
  Row row(Collection<Interaction> history) {
    SortedMap<Integer, Double> sums = new TreeMap<>();
    for (Interaction event : history) {
      int item = of(event.itemId());
      if (item >= 0) {
        sums.merge(item, event.value(), Double::sum);
      }
    }
    sums.values().removeIf(sum -> !(sum > 0));
    return new Row(
        sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
        sums.values().stream().mapToDouble(sum -> Math.min(sum, MAX_STRENGTH)).toArray());
  }
}
