package io.llmrec.prompt.chat;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.chat.state.Consent;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.LongTermProfile;
import io.llmrec.prompt.chat.state.StateJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A conversation with a user.
 *
 * <p>Safe for use by several threads. Holds its {@link ConversationState} and nothing else of
 * weight: a turn replaces the state as a whole when it ends, so that whoever looks at it, keeps it
 * or fails in the middle never has half a turn. Messages are answered one after the other, in the
 * order in which they came; when {@value #MAX_WAITING} are waiting the next is refused.
 */
public final class Conversation {

  /** The most messages that wait for their turn. */
  public static final int MAX_WAITING = 8;

  private final UserContext user;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Object guard = new Object();
  private ConversationState state;
  private int erasures;

  private Conversation(UserContext user, ConversationState state) {
    this.user = user;
    this.state = state;
  }

  /** A new conversation with a random id. */
  public static Conversation start(UserContext user) {
    return start(user, UUID.randomUUID().toString());
  }

  /**
   * A new conversation with an id of the host's. The id seeds all that is random in it, so that it
   * should not be one that a seller of items can know beforehand.
   */
  public static Conversation start(UserContext user, String id) {
    return new Conversation(user, ConversationState.empty(id, user.id()));
  }

  /**
   * A new conversation of a user who agreed to be remembered, with what is remembered.
   *
   * @throws IllegalArgumentException when the profile is another user's
   */
  public static Conversation start(UserContext user, LongTermProfile profile) {
    if (!profile.userId().equals(user.id())) {
      throw new IllegalArgumentException(
          "profile must be of user '%s', was of '%s'".formatted(user.id(), profile.userId()));
    }
    ConversationState empty = ConversationState.empty(UUID.randomUUID().toString(), user.id());
    return new Conversation(user, empty.with(Consent.GIVEN).with(profile));
  }

  /**
   * A conversation that was kept as JSON.
   *
   * @throws IllegalArgumentException when the text is no state, or another user's
   */
  public static Conversation restore(UserContext user, String json) {
    ConversationState state = StateJson.readState(json);
    if (!state.userId().equals(user.id())) {
      throw new IllegalArgumentException(
          "the conversation must be of user '%s', was another's".formatted(user.id()));
    }
    return new Conversation(user, state);
  }

  /** Who talks. */
  public UserContext user() {
    return user;
  }

  /** What is known now. */
  public ConversationState state() {
    synchronized (guard) {
      return state;
    }
  }

  /** The state as JSON, to be kept. */
  public String toJson() {
    return StateJson.write(state());
  }

  /** Says whether wishes and reactions may outlive this conversation; they may not by default. */
  public void consent(Consent given) {
    synchronized (guard) {
      state = state.with(given);
    }
  }

  /**
   * What the user said to items, as a recommender's history: see {@link DialogueEvents} for its
   * kinds.
   *
   * @param time given to all of them
   */
  public List<Interaction> interactions(Instant time) {
    return DialogueEvents.of(state(), time);
  }

  /**
   * Forgets all that was said, wished and shown. A turn that is under way changes nothing any more.
   */
  public void erase() {
    synchronized (guard) {
      state = ConversationState.empty(state.id(), state.userId());
      erasures++;
    }
  }

  /** Waits for this message's turn. */
  void begin() throws InterruptedException {
    if (waiting() >= MAX_WAITING) {
      throw new IllegalStateException(
          "conversation '%s' has %d messages waiting already".formatted(state().id(), MAX_WAITING));
    }
    turn.lockInterruptibly();
  }

  /** How many messages wait. */
  int waiting() {
    return turn.getQueueLength();
  }

  /** Ends a turn, whatever became of it. */
  void end() {
    turn.unlock();
  }

  /**
   * What a turn begins with.
   *
   * @param state the state
   * @param erasures how often the conversation was erased until then
   */
  record Before(ConversationState state, int erasures) {}

  Before before() {
    synchronized (guard) {
      return new Before(state, erasures);
    }
  }

  /**
   * Takes over what a turn made of the state it began with, unless that was erased meanwhile.
   * Consent given or withdrawn meanwhile holds.
   */
  void replace(Before before, ConversationState after) {
    synchronized (guard) {
      if (erasures == before.erasures()) {
        state = after.with(state.consent());
      }
    }
  }
}
