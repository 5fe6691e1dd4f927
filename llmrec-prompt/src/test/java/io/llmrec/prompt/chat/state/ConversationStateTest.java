package io.llmrec.prompt.chat.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.Op;
import io.llmrec.prompt.chat.state.ShownItem.Reaction;
import io.llmrec.prompt.chat.state.Utterance.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationStateTest {

  private static final Filter CHEAP = Filter.test("price", Op.LESS, "30");

  private static ConversationState sample() {
    return ConversationState.empty("c1", "u1")
        .nextTurn()
        .with(Wish.of(Wish.Kind.MUST, "under 30", CHEAP, 1))
        .with(Step.filter("red", new Filter.Not(Filter.test("colour", Op.EQUAL, "red")), 1))
        .with(Step.of(Step.Kind.SEARCH, "warm", List.of("a", "b"), 1))
        .withShown("a")
        .withReaction("b", Reaction.DISLIKED)
        .with(
            Dialogue.EMPTY.with(
                new Utterance(Speaker.USER, "warm 手套"), new Utterance(Speaker.ASSISTANT, "here")))
        .with(Consent.GIVEN);
  }

  @Test
  void survivesJson() {
    ConversationState state = sample();

    assertEquals(state, StateJson.readState(StateJson.write(state)));
    LongTermProfile profile = state.addTo(LongTermProfile.empty("u1"));
    assertEquals(profile, StateJson.readProfile(StateJson.write(profile)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "{\"version\":2}",
        "{\"version\":\"1\"}",
        "not json",
        "{\"version\":1} x",
      })
  void refusesWhatIsNoState(String json) {
    assertThrows(IllegalArgumentException.class, () -> StateJson.readState(json));
    assertThrows(IllegalArgumentException.class, () -> StateJson.readProfile(json));
  }

  @Test
  void refusesEveryDamage() {
    String json = StateJson.write(sample());
    assertThrows(
        IllegalArgumentException.class, () -> StateJson.readState(json.replace("MUST", "MAY")));
    assertThrows(
        IllegalArgumentException.class,
        () -> StateJson.readState(json.replace("{\"version\":1", "{\"version\":1,\"more\":1")));
    assertThrows(
        IllegalArgumentException.class,
        () -> StateJson.readState(json.replace("\"turn\":1", "\"turn\":-1")));
    assertThrows(
        IllegalArgumentException.class,
        () -> StateJson.readState(json.replace("\"op\":\"<\"", "\"op\":\"; drop table\"")));
    assertThrows(
        IllegalArgumentException.class,
        () -> StateJson.readState(json.replace("warm 手套", "x".repeat(5000))));
    assertThrows(
        IllegalArgumentException.class, () -> StateJson.readState(" ".repeat(1 << 21) + json));
    for (int cut = 1; cut < json.length(); cut += 7) {
      String part = json.substring(0, cut);
      assertThrows(IllegalArgumentException.class, () -> StateJson.readState(part));
    }
    String nested = "[".repeat(50_000);
    assertThrows(IllegalArgumentException.class, () -> StateJson.readState(nested));
  }

  @Test
  void doesNotShowWhatAUserSaidInErrors() {
    String json = StateJson.write(sample()).replace("\"summary\"", "secret words");

    String message =
        assertThrows(IllegalArgumentException.class, () -> StateJson.readState(json)).getMessage();
    assertTrue(!message.contains("secret"), message);
  }

  @Test
  void undoesTheLatestChange() {
    ConversationState one = sample();
    ConversationState two =
        one.nextTurn()
            .withoutWish(0)
            .withoutSteps()
            .with(Wish.of(Wish.Kind.PREFER, "blue", null, 2));
    assertEquals(List.of(), two.activeSteps());

    ConversationState undone = two.nextTurn().undone();
    assertEquals(one.wishes(), undone.wishes());
    assertEquals(one.steps(), undone.steps());
    ConversationState empty = undone.undone();
    assertEquals(List.of(), empty.wishes());
    assertEquals(List.of(), empty.steps());
    assertSame(empty, empty.undone());
  }

  @Test
  void staysBounded() {
    ConversationState state = ConversationState.empty("c", "u");
    for (int i = 0; i < 500; i++) {
      state =
          state
              .nextTurn()
              .with(Wish.of(Wish.Kind.PREFER, "wish " + i, null, i + 1))
              .with(Step.of(Step.Kind.ORDER, "by", List.of("x" + i), i + 1))
              .withShown("item " + i);
      state =
          state.with(
              state
                  .dialogue()
                  .with(new Utterance(Speaker.USER, "u"), new Utterance(Speaker.ASSISTANT, "a")));
    }
    assertEquals(ConversationState.MAX_WISHES, state.wishes().size());
    assertEquals("wish 499", state.wishes().get(ConversationState.MAX_WISHES - 1).text());
    assertEquals(ConversationState.MAX_STEPS, state.steps().size());
    assertEquals(ConversationState.MAX_SHOWN, state.shown().size());
    assertEquals(Dialogue.MAX_RECENT, state.dialogue().recent().size());
  }

  @Test
  void keepsWhatNarrowsWhenOrdersPileUp() {
    ConversationState state =
        ConversationState.empty("c", "u").nextTurn().with(Step.filter("cheap", CHEAP, 1));
    for (int i = 0; i < 100; i++) {
      state = state.with(Step.of(Step.Kind.ORDER, "by " + i, List.of("x"), 1));
    }
    assertEquals(Step.Kind.FILTER, state.steps().get(0).kind());
  }

  @Test
  void keepsAProfileOnlyWithConsent() {
    LongTermProfile empty = LongTermProfile.empty("u1");

    assertSame(empty, sample().with(Consent.NONE).addTo(empty));
    ConversationState liked = sample().nextTurn().with(Wish.of(Wish.Kind.PREFER, "wool", null, 2));
    LongTermProfile profile = liked.addTo(empty);
    assertEquals(List.of("wool"), profile.wishes().stream().map(Wish::text).toList());
    assertEquals(List.of(new ShownItem("b", 0, Reaction.DISLIKED)), profile.items());

    LongTermProfile later =
        liked.nextTurn().withoutWish(1).withReaction("b", Reaction.LIKED).addTo(profile);
    assertEquals(List.of(), later.wishes());
    assertEquals(List.of(new ShownItem("b", 0, Reaction.LIKED)), later.items());
    assertThrows(IllegalArgumentException.class, () -> liked.addTo(LongTermProfile.empty("other")));
  }

  @Test
  void checksItsParts() {
    assertThrows(IllegalArgumentException.class, () -> Wish.of(Wish.Kind.MUST, "cheap", null, 1));
    assertThrows(IllegalArgumentException.class, () -> Wish.of(Wish.Kind.PREFER, " ", null, 1));
    assertThrows(IllegalArgumentException.class, () -> new Wish(Wish.Kind.PREFER, "x", null, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> Step.of(Step.Kind.FILTER, "", List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> ConversationState.empty("", "u"));
  }
}
