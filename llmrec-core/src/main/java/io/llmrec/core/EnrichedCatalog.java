package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The host's items with the texts that enrichment wrote. */
final class EnrichedCatalog implements Catalog {

  private final Map<String, Item> byId = new LinkedHashMap<>();

  EnrichedCatalog(List<Item> items) {
    items.forEach(item -> byId.put(item.id(), item));
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
