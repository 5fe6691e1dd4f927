package io.llmrec.core.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A catalog in a hash map; see {@link Catalog#of}. */
final class InMemoryCatalog implements Catalog {

  private final Map<String, Item> byId;

  InMemoryCatalog(Collection<Item> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a catalog needs at least 1 item, was given none");
    }
    byId = new LinkedHashMap<>(items.size() * 4 / 3 + 1);
    int position = 0;
    for (Item item : items) {
      Item earlier = byId.putIfAbsent(item.id(), item);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "item ids must be unique: '%s' is both '%s' and, at position %d, '%s'"
                .formatted(item.id(), earlier.title(), position, item.title()));
      }
      position++;
    }
  }

  @Override
  public @Nullable Item find(String id) {
    return byId.get(id);
  }

  @Override
  public Stream<Item> stream() {
    return byId.values().stream();
  }

  @Override
  public int size() {
    return byId.size();
  }
}
