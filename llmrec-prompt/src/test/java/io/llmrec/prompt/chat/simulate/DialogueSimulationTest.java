package io.llmrec.prompt.chat.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.ChatTurn.Act;
import io.llmrec.prompt.chat.Conversation;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class DialogueSimulationTest {

  /** Answers in an order, the last one for ever. */
  private static BiFunction<Conversation, String, ChatTurn> answers(ChatTurn... turns) {
    List<ChatTurn> left = new ArrayList<>(List.of(turns));
    return (conversation, message) -> left.size() > 1 ? left.remove(0) : left.get(0);
  }

  private static SimulatedDialogue run(ChatTurn... turns) {
    return DialogueSimulation.builder(answers(turns), Tea.CATALOG)
        .build()
        .run(List.of(Tea.WISHES))
        .dialogues()
        .get(0);
  }

  @Test
  void endsWhenATargetIsRecommended() {
    SimulatedDialogue dialogue =
        run(
            Tea.turn(Act.ASK, "What kind?"),
            Tea.turn(Act.ANSWER, "Misty Peak Green Tea costs 8.", "t1"),
            Tea.turn(Act.RECOMMEND, "Misty Peak Green Tea.", "t1", "t4"));

    assertEquals(End.FOUND, dialogue.end());
    assertEquals(3, dialogue.turns());
    assertTrue(dialogue.suited());
    assertEquals(2, dialogue.offered());
    assertEquals(List.of(), dialogue.ungrounded());
  }

  @Test
  void patienceEnds() {
    SimulatedDialogue dialogue = run(Tea.turn(Act.RECOMMEND, "Here.", "t4"));

    assertEquals(End.TOO_LONG, dialogue.end());
    assertEquals(5, dialogue.turns());
  }

  @Test
  void usersLeave() {
    assertEquals(End.LEFT, run(Tea.turn(Act.TALK, "Nice weather.")).end());
  }

  @Test
  void countsItemsThatBreakWhatWasTold() {
    SimulatedUser user =
        (wishes, soFar) ->
            Optional.of(
                soFar.isEmpty()
                    ? new Saying("green", List.of(Tea.GREEN))
                    : new Saying("cheap, no cloud", List.of(Tea.CHEAP, Tea.CLOUD)));
    ChatTurn all = Tea.turn(Act.RECOMMEND, "All.", "t2", "t3", "t4");

    SimulatedDialogue dialogue =
        DialogueSimulation.builder(answers(all), Tea.CATALOG)
            .user(user)
            .build()
            .run(List.of(Tea.WISHES))
            .dialogues()
            .get(0);

    assertEquals(2 + 4 * 3, dialogue.violations());
    assertEquals(15, dialogue.offered());
  }

  @Test
  void findsWhatDoesNotExist() {
    ChatTurn real = Tea.turn(Act.ANSWER, "I have \"Old Harbour Black Tea\" and “green tea”.");
    ChatTurn mention =
        new ChatTurn(
            "Try Golden Leaf now",
            Language.EN,
            Act.ANSWER,
            List.of(),
            List.of(new ChatTurn.Mention("t1", 4, 15)),
            new ChatTurn.Shortlist(0, List.of()),
            real.trace());
    SimulatedDialogue dialogue =
        run(
            Tea.turn(Act.RECOMMEND, "Made.", "t9"),
            Tea.turn(Act.ANSWER, "Take **Golden Leaf** or 《翠玉》."),
            real,
            mention,
            real);

    assertEquals(
        List.of("t9", "Golden Leaf", "翠玉", "Mention[itemId=t1, start=4, end=15]"),
        dialogue.ungrounded());
  }

  @Test
  void asksTheHostsOwnCheckToo() {
    SimulationReport report =
        DialogueSimulation.builder(answers(Tea.turn(Act.TALK, "Zorblax!")), Tea.CATALOG)
            .check(turn -> turn.text().contains("Zorblax") ? List.of("Zorblax") : List.of())
            .build()
            .run(List.of(Tea.WISHES));

    assertEquals(List.of("Zorblax", "Zorblax", "Zorblax"), report.ungrounded());
    assertEquals(0, report.groundedShare());
  }

  @Test
  void aTargetNeverReachesTheChat() {
    List<String> heard = new ArrayList<>();
    SimulationReport report =
        DialogueSimulation.builder(
                (conversation, message) -> {
                  heard.add(message);
                  return Tea.turn(Act.ASK, "Hm?");
                },
                Tea.CATALOG)
            .user((wishes, soFar) -> Optional.of(new Saying("Misty peak GREEN tea?", List.of())))
            .build()
            .run(List.of(Tea.WISHES));

    assertEquals(5, report.leaks());
    assertEquals(List.of("***?", "***?", "***?", "***?", "***?"), heard);
  }

  @Test
  void aFailureEndsItsOwnDialogueAlone() {
    WishList other =
        new WishList(
            UserContext.cold("bob"),
            Language.EN,
            List.of(Tea.GREEN),
            List.of(),
            List.of(),
            Tea.WISHES.targets(),
            5);
    SimulationReport report =
        DialogueSimulation.builder(
                (conversation, message) -> {
                  if (conversation.user().id().equals("bob")) {
                    throw LlmException.permanent("no answer", null);
                  }
                  return Tea.turn(Act.RECOMMEND, "Here.", "t1");
                },
                Tea.CATALOG)
            .build()
            .run(List.of(other, Tea.WISHES));

    assertEquals(1, report.ended(End.FAILED));
    assertEquals(1, report.ended(End.FOUND));
    assertEquals("LlmException: no answer", report.dialogues().get(0).problem());
    assertEquals(0.5, report.success().mean());
    assertEquals(1, report.answers());
  }

  @Test
  void idsFollowFromTheSeed() {
    List<String> ids = new ArrayList<>();
    DialogueSimulation.builder(
            (conversation, message) -> {
              ids.add(conversation.state().id());
              return Tea.turn(Act.RECOMMEND, "Here.", "t1");
            },
            Tea.CATALOG)
        .seed(9)
        .build()
        .run(List.of(Tea.WISHES, Tea.WISHES));

    assertEquals(List.of("simulated-9-0", "simulated-9-1"), ids);
  }

  @Test
  void wishesWithoutMeaningAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> SimulationReport.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Saying(" ", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Trait(" ", Tea.GREEN.filter()));
    IllegalArgumentException none =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new WishList(
                    Tea.WISHES.user(),
                    Language.EN,
                    List.of(),
                    List.of(),
                    List.of(),
                    Tea.WISHES.targets(),
                    5));
    assertEquals("a wish list needs at least 1 must and 1 target, has 0 and 1", none.getMessage());
  }
}
