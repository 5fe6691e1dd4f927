package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.Conversation;
import io.llmrec.prompt.chat.state.ConversationState;
import io.llmrec.prompt.chat.state.ShownItem;
import io.llmrec.prompt.chat.state.StateJson;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A visitor's conversation. Safe for use by several threads as long as all that changes it is done
 * {@linkplain #alone alone}.
 */
final class ChatSession {

  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  private final PageChat chat;
  private final Language language;
  private final String key;
  private final UserContext user;
  private final Semaphore free = new Semaphore(1);
  private volatile Conversation conversation;
  private volatile @Nullable ChatTurn last;

  ChatSession(PageChat chat, Language language, String key) {
    this.chat = chat;
    this.language = language;
    this.key = key;
    this.user = UserContext.cold("visitor " + key);
    this.conversation = Conversation.start(user);
  }

  /** What the page shows. */
  ObjectNode view() {
    return new ChatView(chat, conversation.state(), last).json(language, key);
  }

  /**
   * Does something while nobody else does anything with this conversation.
   *
   * @throws PageRefusal when somebody does
   */
  void alone(Work work) throws PageRefusal, IOException {
    if (!free.tryAcquire()) {
      throw new PageRefusal(CONFLICT, "the last message is still being answered");
    }
    try {
      work.run();
    } finally {
      free.release();
    }
  }

  /** What is done alone. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void run() throws PageRefusal, IOException;
  }

  /** Answers a message; {@code onText} gets the pieces and says whether to go on. */
  void say(String message, Predicate<String> onText) {
    ChatTurn turn = chat.recommender().stream(conversation, message, onText);
    if (turn.act() != ChatTurn.Act.CANCELLED) {
      last = turn;
    }
  }

  /** Takes back the latest change of wishes and candidates. */
  void undo() {
    change(ConversationState::undone);
  }

  /** Keeps what the visitor says to an item by a button. */
  void react(String itemId, ShownItem.Reaction reaction) throws PageRefusal {
    if (chat.catalog().row(itemId) < 0) {
      throw new PageRefusal(BAD_REQUEST, "there is no such item");
    }
    change(state -> state.withReaction(itemId, reaction));
  }

  private void change(UnaryOperator<ConversationState> operator) {
    ConversationState changed = operator.apply(conversation.state());
    conversation = Conversation.restore(user, StateJson.write(changed));
  }
}
