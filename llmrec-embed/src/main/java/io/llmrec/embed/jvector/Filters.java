package io.llmrec.embed.jvector;

import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.CategoryFilter;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.VectorTable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the filter of a search into rows of a table: at once where it is of a kind whose items are
 * known, else by asking. Keeps a bitmap per category. Safe for use by several threads.
 */
final class Filters {

  private final VectorTable table;

  /** Forgotten with the object that the host made the filter from. */
  private final Map<Categories, Map<String, BitSet>> bitmaps = new WeakHashMap<>();

  Filters(VectorTable table) {
    this.table = table;
  }

  /**
   * The rows that a filter admits.
   *
   * @param dead rows that may not be found whatever the filter says, or null
   */
  Admission admission(Predicate<String> admits, @Nullable BitSet dead) {
    BitSet known = known(admits);
    if (known == null) {
      return new AskingAdmission(table, admits, dead);
    }
    if (dead != null) {
      known.andNot(dead);
    }
    return new KnownAdmission(known, table.size());
  }

  private @Nullable BitSet known(Predicate<String> admits) {
    if (admits instanceof AllowList allowed) {
      BitSet bits = new BitSet(table.size());
      for (String id : allowed.ids()) {
        for (int row : rows(id)) {
          bits.set(row);
        }
      }
      return bits;
    }
    if (admits instanceof CategoryFilter filter) {
      Map<String, BitSet> byCategory = bitmaps(filter.categories());
      BitSet bits = new BitSet(table.size());
      for (String category : filter.wanted()) {
        BitSet some = byCategory.get(category);
        if (some != null) {
          bits.or(some);
        }
      }
      return bits;
    }
    return null;
  }

  private int[] rows(String id) {
    if (table instanceof ItemTable items) {
      return items.rows(id);
    }
    int row = table.row(id);
    return row < 0 ? new int[0] : new int[] {row};
  }

  private synchronized Map<String, BitSet> bitmaps(Categories categories) {
    return bitmaps.computeIfAbsent(categories, this::make);
  }

  private Map<String, BitSet> make(Categories categories) {
    Map<String, BitSet> byCategory = new HashMap<>();
    for (int row = 0; row < table.size(); row++) {
      for (String category : categories.of(table.id(row))) {
        byCategory.computeIfAbsent(category, name -> new BitSet(table.size())).set(row);
      }
    }
    return byCategory;
  }
}
