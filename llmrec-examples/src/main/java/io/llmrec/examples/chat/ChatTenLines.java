package io.llmrec.examples.chat;

import io.llmrec.core.Recommender;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.chat.ChatRecommender;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.Conversation;
import java.io.PrintStream;
import java.util.List;
import java.util.function.UnaryOperator;

/** The shortest chat: any prepared recommender, and the host's own client in one lambda. */
public final class ChatTenLines {

  private ChatTenLines() {}

  /**
   * Answers messages of one user, one after the other.
   *
   * @param client the host's way to ask its model: a question in, an answer out
   */
  static Conversation talk(
      Recommender recommender,
      UserContext user,
      UnaryOperator<String> client,
      List<String> messages,
      PrintStream out) {
    LanguageModel model = prompt -> Reply.of(client.apply(prompt.text()));
    ChatRecommender chat = ChatRecommender.builder(recommender, model).build();
    Conversation conversation = Conversation.start(user);
    for (String message : messages) {
      ChatTurn turn = chat.reply(conversation, message);
      out.println(turn.text());
      turn.items().forEach(item -> out.println("  " + item.title()));
    }
    return conversation;
  }
}
