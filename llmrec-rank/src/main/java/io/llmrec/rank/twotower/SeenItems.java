package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the towers see of items that were asked for, so that texts are encoded once. An item that
 * has changed is looked at anew. Safe for use by several threads.
 */
final class SeenItems {

  /** Further items are computed every time. */
  private static final int MAX_ITEMS = 200_000;

  private final TwoTowerModel model;
  private final Catalog catalog;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Item item, float[] input, Embedding vector) {}

  SeenItems(TwoTowerModel model, Catalog catalog) {
    this.model = model;
    this.catalog = catalog;
  }

  boolean has(String id) {
    return catalog.find(id) != null;
  }

  /** Of each item what the towers see; the catalog has them all. */
  List<float[]> inputs(List<String> ids) {
    List<Item> items = new ArrayList<>(ids.size());
    for (String id : ids) {
      Item item = catalog.find(id);
      if (item != null) {
        items.add(item);
      }
    }
    return seen(items).stream().map(Seen::input).toList();
  }

  /** The vector of each item. */
  List<Embedding> vectors(List<Item> items) {
    return seen(items).stream().map(Seen::vector).toList();
  }

  private List<Seen> seen(List<Item> items) {
    List<Seen> found = new ArrayList<>(items.size());
    List<Item> missing = new ArrayList<>();
    for (Item item : items) {
      Seen known = seen.get(item.id());
      boolean usable = known != null && known.item().equals(item);
      found.add(usable ? known : new Seen(item, new float[0], ZERO));
      if (!usable) {
        missing.add(item);
      }
    }
    if (missing.isEmpty()) {
      return found;
    }
    List<float[]> inputs = model.inputs(missing);
    int next = 0;
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).vector() == ZERO) {
        float[] input = inputs.get(next++);
        Seen now = new Seen(items.get(i), input, model.item(input));
        found.set(i, now);
        if (seen.size() < MAX_ITEMS || seen.containsKey(now.item().id())) {
          seen.put(now.item().id(), now);
        }
      }
    }
    return found;
  }

  private static final Embedding ZERO = Embedding.of(new float[] {1});
}
