package io.llmrec.prompt.chat.tool;

import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.FilterException;
import io.llmrec.prompt.chat.state.Wish;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the filters of one turn select: each is evaluated once, however often the candidates are
 * made anew. A filter whose field is gone from the catalog selects nothing that can be used. Not
 * safe for use by several threads.
 */
final class Selections {

  private final ChatCatalog catalog;
  private final Map<Filter, BitSet> byFilter = new HashMap<>();
  private final Map<String, BitSet> byWords = new HashMap<>();

  Selections(ChatCatalog catalog) {
    this.catalog = catalog;
  }

  ChatCatalog catalog() {
    return catalog;
  }

  /** The rows that pass, not to be changed; null where the catalog no longer has the field. */
  @Nullable BitSet of(Filter filter) {
    BitSet known = byFilter.get(filter);
    if (known == null) {
      try {
        known = catalog.fields().select(filter);
      } catch (FilterException e) {
        return null;
      }
      byFilter.put(filter, known);
    }
    return known;
  }

  /** Takes from rows what a wish forbids; one that cannot be evaluated forbids nothing. */
  void narrow(BitSet rows, Wish wish) {
    Filter filter = wish.filter();
    if (wish.kind() == Wish.Kind.PREFER) {
      return;
    }
    BitSet selected =
        filter == null
            ? byWords.computeIfAbsent(wish.text(), catalog.words()::withAll)
            : of(filter);
    if (selected == null) {
      return;
    }
    if (wish.kind() == Wish.Kind.MUST) {
      rows.and(selected);
    } else {
      rows.andNot(selected);
    }
  }
}
