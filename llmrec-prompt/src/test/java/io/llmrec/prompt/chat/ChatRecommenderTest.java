package io.llmrec.prompt.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn.Act;
import io.llmrec.prompt.chat.state.Consent;
import io.llmrec.prompt.chat.state.LongTermProfile;
import io.llmrec.prompt.chat.state.Wish;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

  @Test
  void answersChineseInChinese() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(
                "{'act':'recommend','wishes':[{'kind':'must','text':'100元以内','filter':{'field':'price','op':'<=','value':100}}],"
                    + "'tools':[{'tool':'search','input':{'text':'咖啡'}}]}")
            .answer("推荐{0}，白色，68元，在100元以内。");

    ChatTurn turn = chat(model).reply(conversation, "想买咖啡器具，100元以内");

    assertEquals("推荐“云岭手冲咖啡滤杯”，白色，68元，在100元以内。", turn.text());
    assertEquals(Language.ZH, turn.language());
    assertTrue(model.prompts.get(0).messages().get(0).text().startsWith("你负责"));
  }

  @Test
  void narrowsAndWidensOverTurns() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(GLOVES)
            .plan(
                "{'act':'recommend','wishes':[{'kind':'avoid','text':'blue','filter':{'field':'colour','op':'=','value':'blue'}}]}")
            .plan("{'act':'recommend','drop':['w2']}")
            .plan("{'act':'recommend','tools':[{'tool':'undo'}]}")
            .answer("Take {0}.");
    ChatRecommender chat = chat(model);

    assertEquals(2, chat.reply(conversation, "gloves under 30").candidates().count());
    assertEquals(1, chat.reply(conversation, "no blue").candidates().count());
    assertEquals(2, chat.reply(conversation, "the price does not matter").candidates().count());
    assertEquals(1, chat.reply(conversation, "go back").candidates().count());
    assertEquals(4, conversation.state().turn());
  }

  @Test
  void endsAnOldLimitWhenANewOneIsSaid() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(GLOVES)
            .plan(
                "{'act':'recommend','wishes':[{'kind':'must','text':'up to"
                    + " 60','filter':{'field':'price','op':'<=','value':60}},"
                    + "{'kind':'must','text':'lights','filter':{'field':'category','op':'=','value':'Lights'}}]}")
            .answer("Take {0}.");
    ChatRecommender chat = chat(model);
    chat.reply(conversation, "gloves under 30");

    ChatTurn turn = chat.reply(conversation, "rather lights, up to 60");

    assertEquals(List.of("l1"), ids(turn));
    assertEquals(
        List.of("up to 60", "lights"),
        conversation.state().activeWishes().stream().map(Wish::text).toList());
  }

  @Test
  void doesNotShowTheSameTwice() {
    ScriptedChat model = new ScriptedChat().plan(GLOVES).answer("Take {0}.");
    ChatRecommender chat = chat(model);

    assertEquals(List.of("g1"), ids(chat.reply(conversation, "gloves under 30")));
    assertEquals(List.of("g3"), ids(chat.reply(conversation, "another one")));
    assertEquals(List.of("g1"), ids(chat.reply(conversation, "another one")));
  }

  @Test
  void neverShowsWhatIsDislikedAgain() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(GLOVES)
            .plan(
                data ->
                    "{\"act\":\"recommend\",\"reactions\":[{\"item\":\"%s\",\"reaction\":\"disliked\"}]}"
                        .formatted(data.path("shown").path(0).path("label").asText()))
            .answer("Take {0}.");
    ChatRecommender chat = chat(model);
    chat.reply(conversation, "gloves under 30");

    ChatTurn turn = chat.reply(conversation, "I do not like these");

    assertEquals(List.of("g3"), ids(turn));
    assertEquals(1, turn.candidates().count());
    assertEquals(
        List.of(DialogueEvents.DISLIKED + " g1 -1.0"),
        conversation.interactions(Instant.EPOCH).stream()
            .map(event -> event.kind() + " " + event.itemId() + " " + event.value())
            .toList());
  }

  @Test
  void tellsTheRecommenderWhatWasSaid() {
    List<RecommendationRequest> requests = new ArrayList<>();
    Recaller recaller =
        context -> {
          requests.add(context.request());
          return Shop.ITEMS.stream()
              .filter(context::admits)
              .map(item -> Candidate.of(item, 1))
              .toList();
        };
    ScriptedChat model =
        new ScriptedChat()
            .plan(
                "{'act':'recommend','wishes':[{'kind':'prefer','text':'winter"
                    + " gloves'}],'reactions':[{'item':'Lumenor Rear"
                    + " Light','reaction':'liked'}],'tools':[{'tool':'recommend'}]}")
            .answer("Take {0}.");
    try (Recommender own =
        Pipeline.over(Shop.catalog())
            .recall(recaller)
            .build()
            .prepare(folder.resolve("own"), Progress.none())) {
      ChatRecommender.builder(own, model).build().reply(conversation, "winter gloves");
    }

    UserContext user = requests.get(0).user();
    assertEquals("c1", user.attributes().get(DialogueEvents.CONVERSATION));
    assertEquals("winter gloves", requests.get(0).situation().get("query"));
    List<String> kinds =
        user.history().stream().map(event -> event.kind() + " " + event.itemId()).toList();
    assertEquals(DialogueEvents.LIKED + " l2", kinds.get(kinds.size() - 1));
    assertTrue(kinds.contains(DialogueEvents.WISHED + " g2"), kinds.toString());
  }

  @Test
  void saysWhyOnlyWhereItIsTrue() {
    Recaller similar =
        context ->
            Shop.ITEMS.stream()
                .filter(context::admits)
                .map(
                    item ->
                        Candidate.of(item, 1)
                            .because(
                                context.request().user().history().stream()
                                    .map(Interaction::itemId)
                                    .toList()))
                .toList();
    ScriptedChat model =
        new ScriptedChat()
            .plan(
                "{'act':'recommend','wishes':[{'kind':'prefer','text':'teapot'}],'tools':[{'tool':'recommend'}]}")
            .plan("{'act':'recommend','drop':['w1'],'tools':[{'tool':'recommend'}]}")
            .answer("{0} because you chose “Lumenor Rear Light”.")
            .answer("{0} then.")
            .answer("{0} because you chose “Lumenor Rear Light”.");
    UserContext buyer = UserContext.of("u2", List.of(Interaction.view("u2", "l2", Instant.EPOCH)));
    Conversation own = Conversation.start(buyer, "why");
    try (Recommender recommending =
        Pipeline.over(Shop.catalog())
            .recall("similar", similar)
            .build()
            .prepare(folder.resolve("similar"), Progress.none())) {
      ChatRecommender chat = ChatRecommender.builder(recommending, model).build();

      assertEquals("“Ridgevane Gripline Gloves” then.", chat.reply(own, "a teapot").text());
      assertEquals(
          "“Stormpeak Winter Gloves” because you chose “Lumenor Rear Light”.",
          chat.reply(own, "something else").text());
    }
  }

  @Test
  void answersQuestionsAboutWhatWasShown() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(GLOVES)
            .plan(
                data ->
                    "{\"act\":\"answer\",\"tools\":[{\"tool\":\"compare\",\"input\":{\"items\":[\"%s\",\"Stormpeak Winter Gloves\"]}}]}"
                        .formatted(data.path("shown").path(0).path("label").asText()))
            .answer("Take {0}.")
            .answer("{s0} costs 24.90, {s1} costs 39.50.");
    ChatRecommender chat = chat(model);
    chat.reply(conversation, "gloves under 30");

    ChatTurn turn = chat.reply(conversation, "compare it with the Stormpeak ones");

    assertEquals(
        "“Ridgevane Gripline Gloves” costs 24.90, “Stormpeak Winter Gloves” costs 39.50.",
        turn.text());
    assertEquals(Act.ANSWER, turn.act());
    assertEquals(List.of(), turn.items());
    assertEquals(2, turn.mentions().size());
  }

  @Test
  void asksBackAndTalksInOneCall() {
    ScriptedChat model =
        new ScriptedChat()
            .plan("{'act':'ask','say':'Is it for cycling or for the kitchen?'}")
            .plan("{'act':'talk','say':'You are welcome.'}")
            .plan("{'act':'ask','say':'Do you know “Moonfall”?'}");
    ChatRecommender chat = chat(model);

    assertEquals(
        "Is it for cycling or for the kitchen?", chat.reply(conversation, "a gift").text());
    assertEquals("You are welcome.", chat.reply(conversation, "thanks").text());
    assertEquals(
        "What are you looking for? A few words are enough.", chat.reply(conversation, "hm").text());
    assertEquals(3, model.prompts.size());
  }

  @Test
  void saysWhichWishesLeaveNothing() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(
                "{'act':'recommend','wishes':[{'kind':'must','text':'gloves','filter':{'field':'category','op':'=','value':'Gloves'}},{'kind':'must','text':'under"
                    + " 10','filter':{'field':'price','op':'<','value':10}}]}");

    ChatTurn turn = chat(model).reply(conversation, "gloves under 10");

    assertEquals(
        "Nothing fits all of this: gloves; under 10. Without “under 10” there are 3."
            + " Which of them may I drop?",
        turn.text());
    assertEquals(Act.ASK, turn.act());
    assertEquals(0, turn.candidates().count());
  }

  @Test
  void leavesOutWhatIsNotEligibleAndWhatTheUserKnows() {
    ScriptedChat model = new ScriptedChat().plan(GLOVES).answer("Take {0}.");
    ChatRecommender chat =
        ChatRecommender.builder(recommender, model)
            .eligible(Eligibility.of(item -> !item.id().equals("g1")))
            .build();
    assertEquals(List.of("g3"), ids(chat.reply(conversation, "gloves under 30")));

    UserContext buyer = UserContext.of("u2", List.of(Interaction.view("u2", "g3", Instant.EPOCH)));
    ChatTurn turn = chat(model).reply(Conversation.start(buyer, "c2"), "gloves under 30");
    assertEquals(List.of("g1"), ids(turn));
    assertEquals(1, turn.candidates().count());
  }

  @Test
  void remembersAUserWhoAgreed() {
    ScriptedChat model =
        new ScriptedChat()
            .plan(
                "{'act':'recommend','wishes':[{'kind':'avoid','text':'blue','filter':{'field':'colour','op':'=','value':'blue'}}]}")
            .plan(GLOVES)
            .answer("Take {0}.");
    ChatRecommender chat = chat(model);
    conversation.consent(Consent.GIVEN);
    chat.reply(conversation, "never blue");
    LongTermProfile profile = conversation.state().addTo(LongTermProfile.empty(Shop.user().id()));

    Conversation next = Conversation.start(Shop.user(), profile);

    assertEquals(List.of("g1"), ids(chat.reply(next, "gloves under 30")));
    assertEquals(1, chat.reply(next, "more").candidates().count());
  }

  @Test
  void goesOnAfterBeingRestored() {
    ScriptedChat model =
        new ScriptedChat().plan(GLOVES).plan("{'act':'recommend'}").answer("Take {0}.");
    ChatRecommender chat = chat(model);
    chat.reply(conversation, "gloves under 30");

    Conversation restored = Conversation.restore(Shop.user(), conversation.toJson());

    assertEquals(conversation.state(), restored.state());
    assertEquals(List.of("g3"), ids(chat.reply(restored, "another")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Conversation.restore(UserContext.cold("other"), conversation.toJson()));
  }

  @Test
  void shortensLongConversations() {
    ScriptedChat model = new ScriptedChat().plan("{'act':'talk','say':'Go on.'}");
    ChatRecommender plain = chat(model);
    ChatRecommender summed =
        ChatRecommender.builder(recommender, model)
            .summarizer(prompt -> Reply.of("They like tea."))
            .build();
    Conversation other = Conversation.start(Shop.user(), "c2");
    for (int i = 0; i < 30; i++) {
      plain.reply(conversation, "message number " + i);
      summed.reply(other, "message number " + i);
    }

    assertTrue(conversation.state().dialogue().recent().size() <= 12);
    assertTrue(conversation.state().dialogue().summary().contains("message number 20"));
    assertEquals("They like tea.", other.state().dialogue().summary());
    assertTrue(conversation.toJson().length() < 20_000);
  }

  @Test
  void takesPersonalDataOutOfMessages() {
    ScriptedChat model = new ScriptedChat().plan("{'act':'talk','say':'Fine.'}");
    chat(model).reply(conversation, "write to jane.doe@example.com about gloves");

    assertFalse(model.prompts.get(0).text().contains("jane.doe"));
    assertFalse(conversation.toJson().contains("jane.doe"));
  }

  @Test
  void hearsACritic() {
    ScriptedChat model =
        new ScriptedChat().plan(GLOVES).answer("Take {0}.").answer("Take {1}, it is blue.");
    ChatRecommender chat =
        ChatRecommender.builder(recommender, model)
            .critic(prompt -> Reply.of("{\"ok\": false, \"advice\": \"the user likes blue\"}"))
            .build();

    ChatTurn turn = chat.reply(conversation, "gloves under 30, blue");

    assertEquals("Take “Ridgevane Summer Gloves”, it is blue.", turn.text());
    assertTrue(
        turn.trace().findings().contains(new ChatTrace.Finding("critic", "the user likes blue")));
  }
}
