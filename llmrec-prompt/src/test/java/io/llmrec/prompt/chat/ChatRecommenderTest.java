package io.llmrec.prompt.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn.Act;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatRecommenderTest {

  private static final String GLOVES =
      "{'act':'recommend','wishes':[{'kind':'must','text':'gloves','filter':{'field':'category','op':'=','value':'gloves'}},{'kind':'must','text':'under"
          + " 30','filter':{'field':'price','op':'<','value':30}}],"
          + "'tools':[{'tool':'recommend','input':{}}]}";

  @TempDir Path folder;
  private Recommender recommender;
  private final Conversation conversation = Conversation.start(Shop.user(), "c1");

  @BeforeEach
  void open() {
    recommender = Shop.recommender(folder);
  }

  @AfterEach
  void close() {
    recommender.close();
  }

  private ChatRecommender chat(LanguageModel model) {
    return ChatRecommender.builder(recommender, model).build();
  }

  private static List<String> ids(ChatTurn turn) {
    return turn.items().stream().map(Item::id).toList();
  }

  @Test
  void recommendsFromTheFirstSentence() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(GLOVES)
            .answer("Happy to help! {0} costs 24.90. {1} is blue and costs just 18.");

    ChatTurn turn = chat(model).reply(conversation, "I need gloves under 30");

    assertEquals(
        "Happy to help! “Ridgevane Gripline Gloves” costs 24.90."
            + " “Ridgevane Summer Gloves” is blue and costs just 18.",
        turn.text());
    assertEquals(Act.RECOMMEND, turn.act());
    assertEquals(Language.EN, turn.language());
    assertEquals(List.of("g1", "g3"), ids(turn));
    assertEquals(2, turn.candidates().count());
    assertFalse(turn.degraded(), () -> turn.trace().degradations().toString());
    assertEquals(220, turn.trace().tokens());
    for (ChatTurn.Mention mention : turn.mentions()) {
      assertTrue(turn.text().substring(mention.start(), mention.end()).startsWith("Ridgevane"));
    }
  }
}
