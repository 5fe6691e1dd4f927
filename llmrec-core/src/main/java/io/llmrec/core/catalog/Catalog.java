package io.llmrec.core.catalog;

import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All items that can be recommended.
 *
 * <p>Never empty, ids are unique, and {@link #stream} gives the same items in the same order each
 * time. Safe for use by several threads. A host with millions of items implements this over its own
 * store; {@link #of} holds them in memory.
 */
public interface Catalog {

  /** The item with this id, or null when there is none. */
  @Nullable Item find(String id);

  /** All items, in an order that does not change. */
  Stream<Item> stream();

  /** The number of items, at least 1. */
  int size();

  /**
   * A catalog of the given items, in memory, in the order given.
   *
   * @throws IllegalArgumentException when there is no item, or two have the same id
   */
  static Catalog of(Collection<Item> items) {
    return new InMemoryCatalog(items);
  }
}
