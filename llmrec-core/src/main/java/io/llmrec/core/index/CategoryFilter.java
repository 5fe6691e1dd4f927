package io.llmrec.core.index;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A filter that admits the items of some categories. An index that knows this class keeps a bitmap
 * of each category, made when the first filter of these {@link Categories} is used.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CategoryFilter implements Predicate<String> {

  private final Categories categories;
  private final Set<String> wanted;

  private CategoryFilter(Categories categories, Set<String> wanted) {
    this.categories = categories;
    this.wanted = wanted;
  }

  /**
   * Says of which categories an item is; the same for the same item as long as it is used. A bitmap
   * belongs to one such object, so make one and keep it; make another when items change their
   * categories.
   */
  @FunctionalInterface
  public interface Categories {

    /** The categories of an item, empty when it has none or is unknown. */
    Collection<String> of(String id);

    /** Admits the items that are of at least one of the categories. */
    default CategoryFilter any(Collection<String> wanted) {
      return new CategoryFilter(this, Set.copyOf(wanted));
    }
  }

  /** Where the categories come from. */
  public Categories categories() {
    return categories;
  }

  /** Any of these is enough. */
  public Set<String> wanted() {
    return wanted;
  }

  @Override
  public boolean test(String id) {
    return categories.of(id).stream().anyMatch(wanted::contains);
  }
}
