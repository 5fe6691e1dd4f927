package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data in numbers: items by their place in the catalog, users in the order they come.
 *
 * @param items what the towers see of each item
 * @param users what they see of each user
 * @param taken items of each user, oldest first
 * @param hard hard negatives of each user
 * @param held for each held-out positive its user and item
 * @param dataHash over the positives
 */
record TowerSamples(
    List<ItemInput> items,
    List<UserInput> users,
    List<int[]> taken,
    List<int[]> hard,
    List<int[]> held,
    String dataHash) {

  /** Turns data into numbers; interactions with items that the catalog lacks are passed over. */
  static TowerSamples of(TowerLayout layout, Catalog catalog, TowerData data) {
    List<Item> all = catalog.stream().toList();
    Map<String, Integer> places = new HashMap<>();
    all.forEach(item -> places.put(item.id(), places.size()));
    List<List<float[]>> itemVectors = layout.vectors().ofItems(all);
    List<ItemInput> items = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      items.add(layout.vocabulary().item(layout.inputs(), all.get(i), itemVectors.get(i)));
    }
    Map<String, List<Integer>> byUser = new LinkedHashMap<>();
    Fingerprint hash = new Fingerprint();
    for (Interaction one : sorted(data.positives())) {
      Integer place = places.get(one.itemId());
      if (place != null) {
        byUser.computeIfAbsent(one.userId(), user -> new ArrayList<>()).add(place);
        hash.add(one.userId()).add(one.itemId());
      }
    }
    List<String> ids = List.copyOf(byUser.keySet());
    List<UserContext> contexts = ids.stream().map(id -> context(id, data)).toList();
    List<List<float[]>> userVectors = layout.vectors().ofUsers(contexts);
    List<UserInput> users = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      users.add(layout.vocabulary().user(layout.inputs(), contexts.get(i), userVectors.get(i)));
    }
    return new TowerSamples(
        items,
        users,
        byUser.values().stream().map(TowerSamples::array).toList(),
        ids.stream().map(id -> hard(data.hardNegatives().get(id), places)).toList(),
        held(data.validation(), ids, places),
        hash.hex());
  }

  static UserContext context(String id, TowerData data) {
    return new UserContext(id, data.users().getOrDefault(id, Map.of()), List.of());
  }

  private static List<Interaction> sorted(List<Interaction> interactions) {
    return interactions.stream().sorted(Comparator.comparing(Interaction::time)).toList();
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] hard(
      @org.jspecify.annotations.Nullable List<String> ids, Map<String, Integer> places) {
    return ids == null
        ? new int[0]
        : ids.stream().filter(places::containsKey).mapToInt(places::get).distinct().toArray();
  }

  private static List<int[]> held(
      List<Interaction> validation, List<String> users, Map<String, Integer> places) {
    Map<String, Integer> numbers = new HashMap<>();
    users.forEach(user -> numbers.put(user, numbers.size()));
    List<int[]> held = new ArrayList<>();
    for (Interaction one : validation) {
      Integer user = numbers.get(one.userId());
      Integer item = places.get(one.itemId());
      if (user != null && item != null) {
        held.add(new int[] {user, item});
      }
    }
    return held;
  }
}
