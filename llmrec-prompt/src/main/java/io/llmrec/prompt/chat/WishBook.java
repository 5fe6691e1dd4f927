package io.llmrec.prompt.chat;

import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.FilterException;
import io.llmrec.prompt.chat.filter.FilterJson;
import io.llmrec.prompt.chat.filter.Op;
import io.llmrec.prompt.chat.plan.Plan;
import io.llmrec.prompt.chat.plan.Plan.NewReaction;
import io.llmrec.prompt.chat.plan.Plan.NewWish;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.Wish;
import io.llmrec.prompt.chat.tool.ItemNames;
import io.llmrec.prompt.chat.tool.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the wishes and reactions of a plan into a state. What is said later wins: a new limit of a
 * field ends the old one on the same side, a value that no item has beside the old one ends that,
 * and a preference ends the dislike of the same thing.
 */
final class WishBook {

  private static final Pattern LABEL = Pattern.compile("w([1-9][0-9]{0,2})");
  private static final Set<Op> UPPER = Set.of(Op.LESS, Op.AT_MOST);
  private static final Set<Op> LOWER = Set.of(Op.MORE, Op.AT_LEAST);
  private static final Set<Op> NAMED = Set.of(Op.EQUAL, Op.IN);

  private final Workbench bench;
  private final List<String> errors = new ArrayList<>();

  private WishBook(Workbench bench) {
    this.bench = bench;
  }

  /** Does what the plan says; returns what could not be done, and what is allowed instead. */
  static List<String> write(Workbench bench, Plan plan) {
    WishBook book = new WishBook(bench);
    ConversationState before = bench.state();
    ConversationState state = before;
    for (String label : plan.drop()) {
      state = book.drop(state, label);
    }
    for (NewWish wish : plan.wishes()) {
      state = book.add(state, wish);
    }
    for (NewReaction reaction : plan.reactions()) {
      state = book.react(state, reaction);
    }
    if (!state.equals(before)) {
      bench.replace(state);
    }
    return book.errors;
  }

  private ConversationState drop(ConversationState state, String label) {
    Matcher matcher = LABEL.matcher(label);
    int place = matcher.matches() ? Integer.parseInt(matcher.group(1)) - 1 : -1;
    if (place < 0 || place >= state.wishes().size() || !state.wishes().get(place).active()) {
      errors.add("there is no wish '" + label + "' to drop");
      return state;
    }
    return state.withoutWish(place);
  }

  private ConversationState add(ConversationState state, NewWish wish) {
    try {
      Filter filter =
          wish.filter() == null
              ? null
              : bench.catalog().fields().check(FilterJson.read(wish.filter()));
      if (wish.kind() == Wish.Kind.MUST && filter == null) {
        errors.add("wish '" + wish.text() + "' is a must and needs a filter, or make it a prefer");
        return state;
      }
      Wish added = Wish.of(wish.kind(), wish.text(), filter, state.turn());
      return withoutOld(state, added).with(added);
    } catch (FilterException e) {
      errors.add("wish '" + wish.text() + "': " + e.getMessage());
      return state;
    }
  }

  /** Ends the wishes that a new one replaces. */
  private ConversationState withoutOld(ConversationState state, Wish added) {
    ConversationState left = state;
    for (int place = 0; place < state.wishes().size(); place++) {
      Wish old = state.wishes().get(place);
      if (old.active() && (replaces(added, old) || contradicts(added, old))) {
        left = left.withoutWish(place);
      }
    }
    return left;
  }

  private boolean replaces(Wish added, Wish old) {
    if (added.kind() != old.kind()
        || added.kind() == Wish.Kind.AVOID
        || added.turn() <= old.turn()
        || !(added.filter() instanceof Filter.Test now)
        || !(old.filter() instanceof Filter.Test before)
        || !now.field().equals(before.field())) {
      return false;
    }
    return both(UPPER, now, before)
        || both(LOWER, now, before)
        || both(NAMED, now, before) && added.kind() == Wish.Kind.MUST && excludes(now, before);
  }

  private static boolean both(Set<Op> side, Filter.Test now, Filter.Test before) {
    return side.contains(now.op()) && side.contains(before.op());
  }

  /** Whether no item passes both: an item may be in several categories. */
  private boolean excludes(Filter now, Filter before) {
    return bench.catalog().fields().select(new Filter.All(List.of(now, before))).isEmpty();
  }

  private static boolean contradicts(Wish added, Wish old) {
    boolean oneAvoids = (added.kind() == Wish.Kind.AVOID) != (old.kind() == Wish.Kind.AVOID);
    boolean same =
        added.filter() == null
            ? old.filter() == null && added.text().equalsIgnoreCase(old.text())
            : added.filter().equals(old.filter());
    return oneAvoids && same;
  }

  private ConversationState react(ConversationState state, NewReaction reaction) {
    int row = ItemNames.find(bench, reaction.item());
    if (row < 0) {
      errors.add("there is no item '" + reaction.item() + "' to react to");
      return state;
    }
    if (reaction.reaction() == ShownItem.Reaction.LIKED) {
      bench.discuss(List.of(row));
    }
    return state.withReaction(bench.catalog().item(row).id(), reaction.reaction());
  }
}
