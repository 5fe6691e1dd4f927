package io.llmrec.embed.jvector;

import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.CategoryFilter;
import io.llmrec.core.index.CategoryFilter.Categories;
import io.llmrec.core.index.VectorTable;
import java.lang.ref.WeakReference;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the filter of a search into rows of a table: at once where it is of a kind whose items are
 * known, else by asking. Keeps the rows of each category and of each allow-list. Safe for use by
 * several threads.
 */
final class Filters {

  private static final RowSet NONE = RowSet.of(new BitSet());

  private static final int KEPT = 64;

  private final VectorTable table;

  /** Forgotten with the object that the host made the filter from. */
  private final Map<Categories, Map<String, RowSet>> categories = new WeakHashMap<>();

  private final Map<AllowList, ListedRows> lists = new WeakHashMap<>();

  /** By hash of the object; one that is made anew for each search pushes out another. */
  private final AtomicReferenceArray<@Nullable Known> predicates = new AtomicReferenceArray<>(KEPT);

  private record Known(WeakReference<Predicate<String>> predicate, Asked asked) {}

  Filters(VectorTable table) {
    this.table = table;
  }

  /**
   * The rows that a filter admits.
   *
   * @param dead rows that may not be found whatever the filter says, or null
   */
  Admission admission(Predicate<String> admits, @Nullable BitSet dead) {
    if (admits instanceof AllowList list) {
      ListedRows listed = listed(list);
      RowSet rows = listed.ifWorthIt(list);
      return rows == null
          ? new ListAdmission(table, list, listed, dead)
          : new KnownAdmission(rows, dead, table.size());
    }
    return admits instanceof CategoryFilter filter
        ? new KnownAdmission(rows(filter), dead, table.size())
        : new AskingAdmission(table, admits, dead, asked(admits));
  }

  /** What is known of a predicate that was used not long ago, else nothing yet. */
  private Asked asked(Predicate<String> admits) {
    int slot = System.identityHashCode(admits) % KEPT;
    Known known = predicates.get(slot);
    if (known == null || known.predicate.get() != admits) {
      known = new Known(new WeakReference<>(admits), new Asked());
      predicates.set(slot, known);
    }
    return known.asked;
  }

  private ListedRows listed(AllowList list) {
    synchronized (lists) {
      return lists.computeIfAbsent(list, one -> new ListedRows(table));
    }
  }

  private RowSet rows(CategoryFilter filter) {
    Map<String, RowSet> byCategory;
    synchronized (categories) {
      byCategory = categories.computeIfAbsent(filter.categories(), this::rowsByCategory);
    }
    if (filter.wanted().size() == 1) {
      return byCategory.getOrDefault(filter.wanted().iterator().next(), NONE);
    }
    BitSet any = new BitSet(table.size());
    for (String category : filter.wanted()) {
      byCategory.getOrDefault(category, NONE).addTo(any);
    }
    return RowSet.of(any);
  }

  private Map<String, RowSet> rowsByCategory(Categories source) {
    Map<String, RowList> lists = new HashMap<>();
    for (int row = 0; row < table.size(); row++) {
      for (String category : source.of(table.id(row))) {
        lists.computeIfAbsent(category, name -> new RowList()).add(row);
      }
    }
    Map<String, RowSet> sets = new HashMap<>();
    lists.forEach((category, list) -> sets.put(category, list.toSet(table.size())));
    return sets;
  }
}
