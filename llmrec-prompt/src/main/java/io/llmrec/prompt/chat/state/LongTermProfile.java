package io.llmrec.prompt.chat.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user allowed to be kept over conversations: lasting preferences, dislikes and reactions to
 * items. The host keeps it, as {@link StateJson}, and erases it by deleting it. Immutable.
 *
 * <p>What is said later wins over what was said earlier of the same thing. Conditions of a single
 * search such as a price are not part of it.
 *
 * @param userId whose, not blank
 * @param wishes of the kinds {@link Wish.Kind#PREFER} and {@link Wish.Kind#AVOID}, at most {@value
 *     #MAX_WISHES}, the latest last
 * @param items with a reaction, at most {@value #MAX_ITEMS}, the latest last
 */
public record LongTermProfile(String userId, List<Wish> wishes, List<ShownItem> items) {

  /** The most wishes. */
  public static final int MAX_WISHES = 40;

  /** The most items. */
  public static final int MAX_ITEMS = 200;

  private static final int MAX_ID = 300;

  /** Checks the sizes and takes copies of the lists. */
  public LongTermProfile {
    Bounds.text("userId of a profile", userId, MAX_ID);
    Bounds.list("wishes of a profile", wishes, MAX_WISHES);
    Bounds.list("items of a profile", items, MAX_ITEMS);
    wishes = List.copyOf(wishes);
    items = List.copyOf(items);
  }

  /** Of a user of whom nothing is kept. */
  public static LongTermProfile empty(String userId) {
    return new LongTermProfile(userId, List.of(), List.of());
  }

  /** This profile and what a conversation adds to it; the oldest entries make room. */
  LongTermProfile with(ConversationState state) {
    Map<String, Wish> lasting = new LinkedHashMap<>();
    wishes.forEach(wish -> lasting.put(wish.text(), wish));
    for (Wish wish : state.wishes()) {
      if (wish.kind() == Wish.Kind.MUST) {
        continue;
      }
      lasting.remove(wish.text());
      if (wish.active()) {
        lasting.put(wish.text(), Wish.of(wish.kind(), wish.text(), wish.filter(), 0));
      }
    }
    Map<String, ShownItem> known = new LinkedHashMap<>();
    items.forEach(item -> known.put(item.itemId(), item));
    for (ShownItem item : state.shown()) {
      if (item.reaction() != ShownItem.Reaction.NONE) {
        known.remove(item.itemId());
        known.put(item.itemId(), new ShownItem(item.itemId(), 0, item.reaction()));
      }
    }
    return new LongTermProfile(
        userId,
        ConversationState.last(new ArrayList<>(lasting.values()), MAX_WISHES),
        ConversationState.last(new ArrayList<>(known.values()), MAX_ITEMS));
  }
}
