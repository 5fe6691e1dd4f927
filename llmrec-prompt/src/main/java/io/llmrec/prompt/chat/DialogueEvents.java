package io.llmrec.prompt.chat;

import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user says to items in a dialogue, as interactions whose kind says where they come from:
 * {@value #LIKED} of value 1, {@value #DISLIKED} of value -1 and {@value #KNOWN} of value 0.5. A
 * request of a dialogue also carries the conversation's id as the user's attribute {@value
 * #CONVERSATION}.
 */
public final class DialogueEvents {

  /** The kind of an item that was liked. */
  public static final String LIKED = "dialogue-liked";

  /** The kind of an item that was not liked; a recommender is not told of these. */
  public static final String DISLIKED = "dialogue-disliked";

  /** The kind of an item that is owned or known already. */
  public static final String KNOWN = "dialogue-known";

  /** The kind of an item that fits what was said best; only while a request is answered. */
  public static final String WISHED = "dialogue-wished";

  /** The attribute of the user that names the conversation in a request. */
  public static final String CONVERSATION = "conversation";

  private static final double KNOWN_VALUE = 0.5;

  private DialogueEvents() {}

  /** The reactions of a conversation, oldest first, all at the given time. */
  public static List<Interaction> of(ConversationState state, Instant time) {
    List<Interaction> events = new ArrayList<>();
    for (ShownItem item : state.shown()) {
      switch (item.reaction()) {
        case LIKED -> events.add(event(state, item, LIKED, 1, time));
        case DISLIKED -> events.add(event(state, item, DISLIKED, -1, time));
        case KNOWN -> events.add(event(state, item, KNOWN, KNOWN_VALUE, time));
        case NONE -> {}
      }
    }
    return events;
  }

  private static Interaction event(
      ConversationState state, ShownItem item, String kind, double value, Instant time) {
    return new Interaction(state.userId(), item.itemId(), kind, value, time);
  }
}
