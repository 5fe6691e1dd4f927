package io.llmrec.core.eval;

import static io.llmrec.core.eval.Events.at;
import static io.llmrec.core.eval.Events.items;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaveLastOutTest {

  @Test
  void leaveLastOutAsksForTheLastTwo() {
    List<Interaction> events =
        List.of(at("u", "d", 40), at("u", "a", 10), at("u", "c", 30), at("u", "b", 20));

    Split split = Splits.leaveLastOut(events);

    assertEquals(List.of("a", "b"), items(split.train()));
    EvalCase validation = split.validation().get(0);
    assertEquals(List.of("a", "b"), items(validation.user().history()));
    assertEquals(Set.of("c"), validation.relevant());
    assertEquals(Events.time(30), validation.time());
    EvalCase test = split.test().get(0);
    assertEquals(List.of("a", "b", "c"), items(test.user().history()));
    assertEquals(Set.of("d"), test.relevant());
    assertEquals(Events.time(40), test.time());
  }

  @Test
  void leaveLastOutKeepsUsersWithFewInteractionsInTrain() {
    List<Interaction> events = List.of(at("u", "b", 20), at("u", "a", 10));

    Split split = Splits.leaveLastOut(events);

    assertEquals(new Split(List.of(events.get(1), events.get(0)), List.of(), List.of()), split);
  }

  @Test
  void leaveLastOutBreaksTiesByInputOrder() {
    List<Interaction> events = List.of(at("u", "b", 10), at("u", "a", 10), at("u", "c", 10));

    Split split = Splits.leaveLastOut(events);

    assertEquals(List.of("b"), items(split.train()));
    assertEquals(Set.of("a"), split.validation().get(0).relevant());
    assertEquals(Set.of("c"), split.test().get(0).relevant());
  }

  @Test
  void trainIsInTimeOrderAndCasesInOrderOfTheInput() {
    List<Interaction> events =
        List.of(
            at("v", "a", 50),
            at("v", "b", 60),
            at("v", "c", 70), //
            at("u", "a", 10),
            at("u", "b", 20),
            at("u", "c", 30));

    Split split = Splits.leaveLastOut(events);

    assertEquals(List.of("u", "v"), split.train().stream().map(Interaction::userId).toList());
    assertEquals(List.of("v", "u"), split.test().stream().map(test -> test.user().id()).toList());
  }

  @Test
  void noInteractionsGiveAnEmptySplit() {
    assertEquals(new Split(List.of(), List.of(), List.of()), Splits.leaveLastOut(List.of()));
  }

  @Test
  void aCaseDoesNotKnowItsFuture() {
    UserContext user = UserContext.of("u", List.of(at("u", "a", 10)));

    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new EvalCase(user, Set.of("b"), Events.time(9)));

    assertEquals(
        "history of user 'u' must not be later than the case's time 2026-01-01T00:00:09Z,"
            + " ends at 2026-01-01T00:00:10Z",
        refusal.getMessage());
  }
}
