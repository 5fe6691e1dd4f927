package io.llmrec.prompt.chat.tool;

import io.llmrec.core.catalog.Item;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.ground.Labels;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Step;
import io.llmrec.prompt.chat.state.Wish;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One turn's work: the state as it becomes, the candidates that follow from it, the labels that
 * items go by, and the items that were asked about. Nothing of it is seen outside before the turn
 * ends. Not safe for use by several threads.
 */
public final class Workbench {

  private final ChatCatalog catalog;
  private final Selections selections;
  private final Labels labels;
  private final BitSet excluded;
  private final Set<Integer> discussed = new LinkedHashSet<>();
  private final Map<Integer, String> reasons = new HashMap<>();
  private ConversationState state;
  private Candidates candidates;

  /**
   * Begins a turn.
   *
   * @param state of the turn, before anything was done
   * @param excludedIds items that are never candidates, such as what the user bought
   */
  public Workbench(ChatCatalog catalog, ConversationState state, Collection<String> excludedIds) {
    this.catalog = catalog;
    this.state = state;
    this.selections = new Selections(catalog);
    this.labels = new Labels(state.id() + " " + state.turn());
    this.excluded = new BitSet(catalog.size());
    excludedIds.stream().mapToInt(catalog::row).filter(row -> row >= 0).forEach(excluded::set);
    this.candidates = Candidates.of(selections, state, excluded);
  }

  /** The items. */
  public ChatCatalog catalog() {
    return catalog;
  }

  /** The labels of this turn. */
  public Labels labels() {
    return labels;
  }

  /** The state as it is so far. */
  public ConversationState state() {
    return state;
  }

  /** How many candidates are left. */
  public int count() {
    return candidates.count();
  }

  /** Whether a row is a candidate. */
  public boolean isCandidate(int row) {
    return candidates.rows().get(row);
  }

  /** The rows that are left, a copy. */
  public BitSet rows() {
    return (BitSet) candidates.rows().clone();
  }

  /** The first candidates in their order. */
  public List<Integer> head(int most) {
    return candidates.head(most, new BitSet());
  }

  /** The first candidates in their order that the user was not shown before this turn. */
  public List<Integer> fresh(int most) {
    BitSet shown = new BitSet(catalog.size());
    for (ShownItem item : state.shown()) {
      int row = catalog.row(item.itemId());
      if (row >= 0 && item.turn() < state.turn()) {
        shown.set(row);
      }
    }
    return candidates.head(most, shown);
  }

  /** How many candidates there would be without a wish. */
  public int countWithout(Wish wish) {
    int place = state.wishes().indexOf(wish);
    return Candidates.of(selections, state.withoutWish(place), excluded).count();
  }

  /** Those of some rows that all wishes that bind allow, whatever the steps left. */
  public List<Integer> allowed(List<Integer> some) {
    BitSet allowed = new BitSet(catalog.size());
    some.forEach(allowed::set);
    allowed.andNot(excluded);
    state.activeWishes().forEach(wish -> selections.narrow(allowed, wish));
    return some.stream().filter(allowed::get).toList();
  }

  /** Takes over a state in which wishes, reactions or steps are others. */
  public void replace(ConversationState changed) {
    state = changed;
    candidates = Candidates.of(selections, state, excluded);
  }

  /** The candidates that a step would leave. */
  Candidates tried(Step step) {
    Candidates tried = candidates.copy();
    tried.apply(step);
    return tried;
  }

  /** Adds a step. */
  public void add(Step step) {
    state = state.with(step);
    candidates.apply(step);
  }

  /** The items that this turn was asked about. */
  public List<Integer> discussed() {
    return new ArrayList<>(discussed);
  }

  /** Makes items a subject of this turn. */
  public void discuss(Collection<Integer> rows) {
    discussed.addAll(rows);
  }

  /** Keeps why an item was recommended. */
  void explain(int row, String reason) {
    if (!reason.isBlank()) {
      reasons.put(row, reason);
    }
  }

  /** Why an item was recommended; empty where nothing is known. */
  public String reason(int row) {
    return reasons.getOrDefault(row, "");
  }

  /** The ids of rows. */
  List<String> ids(Collection<Integer> rows) {
    return rows.stream().map(catalog::item).map(Item::id).toList();
  }
}
