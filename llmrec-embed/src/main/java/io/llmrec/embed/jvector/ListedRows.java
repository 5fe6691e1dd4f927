package io.llmrec.embed.jvector;

import io.llmrec.core.index.AllowList;
import io.llmrec.core.index.VectorTable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one allow-list, looked up when a search scans them or the list is used again: many
 * lists serve a single search, which in a graph asks about few rows. Safe for use by several
 * threads.
 */
final class ListedRows {

  private final VectorTable table;
  private boolean used;
  private @Nullable RowSet rows;

  ListedRows(VectorTable table) {
    this.table = table;
  }

  /** The rows, or null when this is the first use and they have not been needed yet. */
  synchronized @Nullable RowSet ifWorthIt(AllowList list) {
    if (!used) {
      used = true;
      return rows;
    }
    return of(list);
  }

  /** The rows. The list is the same in each call; it is not kept, so that it can be forgotten. */
  synchronized RowSet of(AllowList list) {
    RowSet known = rows;
    if (known == null) {
      known = lookUp(list);
      rows = known;
    }
    return known;
  }

  private RowSet lookUp(AllowList list) {
    RowList found = new RowList();
    for (String id : list.ids()) {
      if (table instanceof ItemTable items) {
        for (int row : items.rows(id)) {
          found.add(row);
        }
      } else {
        int row = table.row(id);
        if (row >= 0) {
          found.add(row);
        }
      }
    }
    return found.toSet(table.size());
  }
}
