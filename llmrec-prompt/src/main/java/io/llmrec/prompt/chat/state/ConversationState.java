package io.llmrec.prompt.chat.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is known of a conversation. Immutable: a turn makes a new one, so that there is never
 * half a turn in it.
 *
 * <p>Bounded: the oldest entries make room, those that were taken back first. Wishes and steps that
 * were taken back stay for a while, which is what {@link #undone} rests on.
 *
 * @param id of the conversation, not blank
 * @param userId who talks, not blank
 * @param turn how many turns there were
 * @param wishes what the user wants, oldest first, at most {@value #MAX_WISHES}
 * @param steps what was done to the candidates, oldest first, at most {@value #MAX_STEPS}
 * @param shown items the user was shown or spoke of, the latest last, at most {@value #MAX_SHOWN}
 * @param dialogue what was said
 * @param consent whether wishes and reactions may outlive the conversation
 */
public record ConversationState(
    String id,
    String userId,
    int turn,
    List<Wish> wishes,
    List<Step> steps,
    List<ShownItem> shown,
    Dialogue dialogue,
    Consent consent) {

  /** The most wishes, those taken back included. */
  public static final int MAX_WISHES = 60;

  /** The most steps, those taken back included. */
  public static final int MAX_STEPS = 24;

  /** The most items remembered as shown. */
  public static final int MAX_SHOWN = 200;

  private static final int MAX_ID = 300;

  /** Checks the parts and takes copies of the lists. */
  public ConversationState {
    Bounds.text("id of a conversation", id, MAX_ID);
    Bounds.text("userId of a conversation", userId, MAX_ID);
    Bounds.turns(turn, 0);
    Bounds.list("wishes", wishes, MAX_WISHES);
    Bounds.list("steps", steps, MAX_STEPS);
    Bounds.list("shown items", shown, MAX_SHOWN);
    wishes = List.copyOf(wishes);
    steps = List.copyOf(steps);
    shown = List.copyOf(shown);
  }

  /** A conversation in which nothing was said. */
  public static ConversationState empty(String id, String userId) {
    return new ConversationState(
        id, userId, 0, List.of(), List.of(), List.of(), Dialogue.EMPTY, Consent.NONE);
  }

  /** The wishes that hold. */
  public List<Wish> activeWishes() {
    return wishes.stream().filter(Wish::active).toList();
  }

  /** The steps that hold. */
  public List<Step> activeSteps() {
    return steps.stream().filter(Step::active).toList();
  }

  /** The state of the next turn, with nothing said yet. */
  public ConversationState nextTurn() {
    return new ConversationState(id, userId, turn + 1, wishes, steps, shown, dialogue, consent);
  }

  /** One more wish; one of the same kind and text that holds is replaced. */
  public ConversationState with(Wish wish) {
    List<Wish> all = new ArrayList<>(wishes);
    all.replaceAll(
        old ->
            old.active() && old.kind() == wish.kind() && old.text().equals(wish.text())
                ? old.endedIn(wish.turn())
                : old);
    all.add(wish);
    while (all.size() > MAX_WISHES) {
      all.remove(Math.max(0, firstEnded(all.stream().map(Wish::active).toList())));
    }
    return withWishes(all);
  }

  /** One more step; where there is no room an ordering goes before what narrows. */
  public ConversationState with(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    while (all.size() > MAX_STEPS) {
      int ended = firstEnded(all.stream().map(Step::active).toList());
      int order = all.stream().map(Step::kind).toList().indexOf(Step.Kind.ORDER);
      all.remove(ended >= 0 ? ended : Math.max(0, order));
    }
    return withSteps(all);
  }

  private static int firstEnded(List<Boolean> active) {
    return active.indexOf(false);
  }

  /** Takes back the wish at a place of {@link #wishes}. */
  public ConversationState withoutWish(int place) {
    List<Wish> all = new ArrayList<>(wishes);
    all.set(place, all.get(place).endedIn(turn));
    return withWishes(all);
  }

  /** Takes back all steps: the next search starts with the whole catalog. */
  public ConversationState withoutSteps() {
    return withSteps(
        steps.stream().map(step -> step.active() ? step.endedIn(turn) : step).toList());
  }

  /**
   * Wishes and steps as they were before the latest turn that changed them; the same state when
   * none did.
   */
  public ConversationState undone() {
    int last =
        Stream.concat(
                wishes.stream().map(wish -> Math.max(wish.turn(), wish.ended())),
                steps.stream().map(step -> Math.max(step.turn(), step.ended())))
            .max(Integer::compare)
            .orElse(0);
    if (last == 0) {
      return this;
    }
    return withWishes(
            wishes.stream()
                .filter(wish -> wish.turn() < last)
                .map(wish -> wish.ended() == last ? wish.endedIn(0) : wish)
                .toList())
        .withSteps(
            steps.stream()
                .filter(step -> step.turn() < last)
                .map(step -> step.ended() == last ? step.endedIn(0) : step)
                .toList());
  }

  /** One item more that was shown in this turn; an earlier reaction stays. */
  public ConversationState withShown(String itemId) {
    ShownItem.Reaction before =
        shown.stream()
            .filter(item -> item.itemId().equals(itemId))
            .map(ShownItem::reaction)
            .findFirst()
            .orElse(ShownItem.Reaction.NONE);
    return withReaction(itemId, before);
  }

  /** What the user says in this turn to an item, shown before or not. */
  public ConversationState withReaction(String itemId, ShownItem.Reaction reaction) {
    List<ShownItem> all = new ArrayList<>(shown);
    all.removeIf(item -> item.itemId().equals(itemId));
    all.add(new ShownItem(itemId, turn, reaction));
    return new ConversationState(
        id, userId, turn, wishes, steps, last(all, MAX_SHOWN), dialogue, consent);
  }

  /** The same with other words. */
  public ConversationState with(Dialogue words) {
    return new ConversationState(id, userId, turn, wishes, steps, shown, words, consent);
  }

  /** The same with another consent. */
  public ConversationState with(Consent given) {
    return new ConversationState(id, userId, turn, wishes, steps, shown, dialogue, given);
  }

  /** The user's consent withdrawn or given for what a profile says: it is taken over as turn 0. */
  public ConversationState with(LongTermProfile profile) {
    List<Wish> all = new ArrayList<>(profile.wishes());
    all.addAll(wishes);
    List<ShownItem> known = new ArrayList<>(profile.items());
    known.addAll(shown);
    return withWishes(last(all, MAX_WISHES)).withAllShown(last(known, MAX_SHOWN));
  }

  /** Wishes and reactions for a user's long-term profile. */
  public LongTermProfile addTo(LongTermProfile profile) {
    if (!profile.userId().equals(userId)) {
      throw new IllegalArgumentException(
          "profile must be of user '%s', was of '%s'".formatted(userId, profile.userId()));
    }
    return consent == Consent.GIVEN ? profile.with(this) : profile;
  }

  private ConversationState withWishes(List<Wish> other) {
    return new ConversationState(id, userId, turn, other, steps, shown, dialogue, consent);
  }

  private ConversationState withSteps(List<Step> other) {
    return new ConversationState(id, userId, turn, wishes, other, shown, dialogue, consent);
  }

  private ConversationState withAllShown(List<ShownItem> other) {
    return new ConversationState(id, userId, turn, wishes, steps, other, dialogue, consent);
  }

  /** The last entries of a list. */
  static <T> List<T> last(List<T> list, int most) {
    return list.size() <= most
        ? Collections.unmodifiableList(list)
        : List.copyOf(list.subList(list.size() - most, list.size()));
  }
}
