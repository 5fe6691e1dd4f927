package io.llmrec.core.index;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A filter that admits a fixed set of items. An index that knows this class looks these items up
 * instead of asking about every item it meets.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AllowList implements Predicate<String> {

  private final Set<String> ids;

  private AllowList(Set<String> ids) {
    this.ids = ids;
  }

  /** Admits these items; the collection is copied. */
  public static AllowList of(Collection<String> ids) {
    return new AllowList(Set.copyOf(ids));
  }

  /** The items admitted. */
  public Set<String> ids() {
    return ids;
  }

  @Override
  public boolean test(String id) {
    return ids.contains(id);
  }
}
