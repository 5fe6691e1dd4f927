package io.llmrec.rank.sequence;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The items a model knows, numbered from 0 in the order of their ids. Immutable. */
final class ItemIndex {

  private final List<String> ids;
  private final Map<String, Integer> numbers;

  /** Numbers ids, which may repeat. */
  static ItemIndex of(Collection<String> ids) {
    return new ItemIndex(List.copyOf(new TreeSet<>(ids)));
  }

  /** Numbers ids in their order; none may repeat. */
  ItemIndex(List<String> ids) {
    this.ids = List.copyOf(ids);
    numbers = new HashMap<>(ids.size() * 4 / 3 + 1);
    for (String id : this.ids) {
      if (numbers.put(id, numbers.size()) != null) {
        throw new IllegalArgumentException("item '%s' is there twice".formatted(id));
      }
    }
  }

  int count() {
    return ids.size();
  }

  List<String> ids() {
    return ids;
  }

  /** The number of an item, -1 for an unknown one. */
  int of(String id) {
    return numbers.getOrDefault(id, -1);
  }

  /** The numbers of the known among some items, in their order. */
  int[] known(Collection<String> some) {
    return some.stream().mapToInt(this::of).filter(number -> number >= 0).toArray();
  }
}
