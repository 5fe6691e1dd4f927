package io.llmrec.prompt.chat.simulate;

import io.llmrec.prompt.chat.ChatTurn;
import java.util.List;

/**
 * A host's own check of an answer, beside those that {@link DialogueSimulation} always makes: for
 * example that a text holds none of the titles that a test model is known to invent.
 *
 * <p>Safe for use by several threads.
 */
@FunctionalInterface
public interface TurnCheck {

  /** What an answer names that does not exist; nothing when all of it does. */
  List<String> ungrounded(ChatTurn turn);
}
