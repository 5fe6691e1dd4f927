package io.llmrec.prompt.enrich.category;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which items are in which leaf category, the most popular first. */
final class Leaves {

  /** An item this many items back in the history counts half. */
  private static final double HALF_LIFE = 10;

  private static final int RECENT = 50;

  private final Map<String, String> leafOfItem = new HashMap<>();
  private final Map<String, List<String>> itemsOfLeaf = new HashMap<>();

  Leaves(Taxonomy taxonomy, Catalog catalog, Collection<Interaction> interactions) {
    catalog.stream()
        .forEach(
            item -> {
              String leaf = taxonomy.leafOf(item);
              if (leaf != null) {
                leafOfItem.put(item.id(), leaf);
                itemsOfLeaf.computeIfAbsent(leaf, id -> new ArrayList<>()).add(item.id());
              }
            });
    Map<String, Integer> counts = new HashMap<>();
    interactions.forEach(event -> counts.merge(event.itemId(), 1, Integer::sum));
    Comparator<String> popularFirst =
        Comparator.comparingInt((String id) -> -counts.getOrDefault(id, 0))
            .thenComparing(Comparator.naturalOrder());
    itemsOfLeaf.values().forEach(items -> items.sort(popularFirst));
  }

  List<String> items(String leaf) {
    return itemsOfLeaf.getOrDefault(leaf, List.of());
  }

  String leafOf(String itemId) {
    return leafOfItem.getOrDefault(itemId, "");
  }

  /**
   * A leaf the user knows.
   *
   * @param weight the sum over its items, each half as much as the one 10 items later
   * @param itemId the latest item in it
   */
  record Known(double weight, String itemId) {

    Known plus(double more) {
      return new Known(weight + more, itemId);
    }
  }

  /** The leaves of the user's last 50 items, latest first. */
  Map<String, Known> known(UserContext user) {
    Map<String, Known> known = new LinkedHashMap<>();
    List<String> recent = user.recentItems(RECENT);
    for (int age = 0; age < recent.size(); age++) {
      String id = recent.get(age);
      String leaf = leafOf(id);
      double weight = StrictMath.pow(0.5, age / HALF_LIFE);
      if (!leaf.isEmpty()) {
        Known before = known.get(leaf);
        known.put(leaf, before == null ? new Known(weight, id) : before.plus(weight));
      }
    }
    return known;
  }
}
