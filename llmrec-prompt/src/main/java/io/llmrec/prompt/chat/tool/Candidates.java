package io.llmrec.prompt.chat.tool;

import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.search.WordIndex.Hit;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is left of a catalog: the candidate bus. Follows from the state alone: from all items take
 * away those the host excludes and those the user dislikes or knows, then what a wish forbids, then
 * apply the steps in their order.
 *
 * <p>The order is that of the last steps that set one, then popularity. Not safe for use by several
 * threads.
 */
final class Candidates {

  private final Selections selections;
  private final ChatCatalog catalog;
  private final BitSet rows;
  private final List<Integer> first = new ArrayList<>();

  private Candidates(Selections selections, BitSet rows) {
    this.selections = selections;
    this.catalog = selections.catalog();
    this.rows = rows;
  }

  /** What a state leaves. */
  static Candidates of(Selections selections, ConversationState state, BitSet excluded) {
    ChatCatalog catalog = selections.catalog();
    BitSet rows = new BitSet(catalog.size());
    rows.set(0, catalog.size());
    rows.andNot(excluded);
    for (ShownItem item : state.shown()) {
      int row = catalog.row(item.itemId());
      if (row >= 0
          && (item.reaction() == ShownItem.Reaction.DISLIKED
              || item.reaction() == ShownItem.Reaction.KNOWN)) {
        rows.clear(row);
      }
    }
    state.activeWishes().forEach(wish -> selections.narrow(rows, wish));
    Candidates candidates = new Candidates(selections, rows);
    state.activeSteps().forEach(candidates::apply);
    return candidates;
  }

  /** The same candidates, to be changed apart. */
  Candidates copy() {
    Candidates copy = new Candidates(selections, (BitSet) rows.clone());
    copy.first.addAll(first);
    return copy;
  }

  /** Narrows or orders. */
  void apply(Step step) {
    switch (step.kind()) {
      case FILTER -> applyFilter(step);
      case KEEP -> rows.and(rowsOf(step));
      case REMOVE -> rows.andNot(rowsOf(step));
      case SIMILAR -> keepInOrder(orderOf(step));
      case SEARCH -> keepInOrder(searched(step));
      case ORDER -> putFirst(orderOf(step));
    }
  }

  private void applyFilter(Step step) {
    Filter filter = step.filter();
    BitSet selected = filter == null ? null : selections.of(filter);
    if (selected != null) {
      rows.and(selected);
    }
  }

  /** What the search found is narrowed by what came later; where nothing is left it is repeated. */
  private List<Integer> searched(Step step) {
    List<Integer> order = orderOf(step);
    if (order.stream().anyMatch(rows::get)) {
      return order;
    }
    return catalog.words().search(step.text(), rows, Step.MAX_ITEMS).stream()
        .map(Hit::row)
        .toList();
  }

  private void keepInOrder(List<Integer> order) {
    BitSet kept = new BitSet(catalog.size());
    order.forEach(kept::set);
    rows.and(kept);
    putFirst(order);
  }

  private void putFirst(List<Integer> order) {
    Set<Integer> merged = new LinkedHashSet<>(order);
    merged.addAll(first);
    first.clear();
    first.addAll(merged);
  }

  private BitSet rowsOf(Step step) {
    BitSet found = new BitSet(catalog.size());
    orderOf(step).forEach(found::set);
    return found;
  }

  private List<Integer> orderOf(Step step) {
    return step.itemIds().stream().map(catalog::row).filter(row -> row >= 0).toList();
  }

  /** The rows that are left; not to be changed. */
  BitSet rows() {
    return rows;
  }

  int count() {
    return rows.cardinality();
  }

  /** The first rows in their order, without those in {@code without}. */
  List<Integer> head(int most, BitSet without) {
    List<Integer> head = new ArrayList<>();
    BitSet taken = (BitSet) without.clone();
    for (int row : first) {
      if (head.size() < most && rows.get(row) && !taken.get(row)) {
        taken.set(row);
        head.add(row);
      }
    }
    catalog.mostPopular(rows, taken, most - head.size()).forEach(head::add);
    return head;
  }
}
