package io.llmrec.core.eval;

import static io.llmrec.core.eval.Events.at;
import static io.llmrec.core.eval.Events.items;
import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SplitsTest {

  /** Twenty users with ten interactions each, among thirty items. */
  private static List<Interaction> shop() {
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < 20; user++) {
      for (int i = 0; i < 10; i++) {
        events.add(at("user-" + user, "item-" + (user * 7 + i * 3) % 30, user + 100L * i));
      }
    }
    return events;
  }

  @Test
  void globalTimeCutsAllUsersAtTheSameMoments() {
    List<Interaction> events =
        List.of(
            at("u", "a", 10),
            at("u", "b", 20),
            at("u", "c", 30),
            at("u", "d", 40), //
            at("v", "e", 35),
            at("w", "f", 5));

    Split split = Splits.globalTime(events, Events.time(20), Events.time(30));

    assertEquals(List.of("f", "a"), items(split.train()));
    assertEquals(1, split.validation().size());
    assertEquals(Set.of("b"), split.validation().get(0).relevant());
    EvalCase known = split.test().get(0);
    assertEquals(List.of("a", "b"), items(known.user().history()));
    assertEquals(Set.of("c", "d"), known.relevant());
    assertEquals(Events.time(30), known.time());
    EvalCase unknown = split.test().get(1);
    assertEquals("v", unknown.user().id());
    assertEquals(List.of(), unknown.user().history());
  }

  @Test
  void globalTimeBySharesFindsTheMoments() {
    Split split = Splits.globalTime(shop(), 0.1, 0.2);

    assertEquals(140, split.train().size());
    assertEquals(20, split.validation().stream().mapToInt(c -> c.relevant().size()).sum());
    assertEquals(40, split.test().stream().mapToInt(c -> c.relevant().size()).sum());
    assertEquals(new Split(List.of(), List.of(), List.of()), Splits.globalTime(List.of(), 0, .1));
  }

  @Test
  void globalTimeNeverLearnsFromTheFuture() {
    assertTrue(
        LeakReport.of(Splits.globalTime(shop(), 0.1, 0.1)).checks().stream()
            .filter(check -> check.what().contains("train") && !check.what().contains("items"))
            .allMatch(check -> check.found() == 0));
  }

  @Test
  void perUserRatioRoundsDown() {
    List<Interaction> events =
        List.of(
            at("u", "a", 1),
            at("u", "b", 2),
            at("u", "c", 3),
            at("u", "d", 4),
            at("u", "e", 5), //
            at("v", "a", 1),
            at("v", "b", 2));

    Split split = Splits.perUserRatio(events, 0.2, 0.4);

    assertEquals(List.of("a", "a", "b", "b"), items(split.train()));
    assertEquals(Set.of("c"), split.validation().get(0).relevant());
    assertEquals(Set.of("d", "e"), split.test().get(0).relevant());
    assertEquals(List.of("a", "b", "c"), items(split.test().get(0).user().history()));
    assertEquals(1, split.test().size());
  }

  @Test
  void perUserRatioIsExactForRoundShares() {
    // 10 * 0.3 is a little less than 3 in binary.
    Split split = Splits.perUserRatio(shop(), 0, 0.3);

    assertEquals(140, split.train().size());
    assertEquals(List.of(), split.validation());
  }

  @Test
  void coldItemsAreNotInTrain() {
    Split split = Splits.coldItems(shop(), 0.2, 5);

    Set<String> warm = new HashSet<>(items(split.train()));
    Set<String> cold =
        split.test().stream().flatMap(c -> c.relevant().stream()).collect(Collectors.toSet());
    assertEquals(6, cold.size());
    assertTrue(Collections.disjoint(warm, cold));
    for (EvalCase test : split.test()) {
      assertTrue(warm.containsAll(items(test.user().history())));
    }
    assertEquals(split, Splits.coldItems(shop(), 0.2, 5));
    assertFalse(split.equals(Splits.coldItems(shop(), 0.2, 6)));
  }

  @Test
  void coldUsersAreNotInTrain() {
    Split split = Splits.coldUsers(shop(), 0.25, 3, 5);

    assertEquals(5, split.test().size());
    assertEquals(150, split.train().size());
    for (EvalCase test : split.test()) {
      assertEquals(3, test.user().history().size());
      assertEquals(7, test.relevant().size());
      assertTrue(split.train().stream().noneMatch(one -> one.userId().equals(test.user().id())));
    }
  }

  @Test
  void aColdUserMustHaveMoreThanIsKnown() {
    List<Interaction> events = List.of(at("u", "a", 1), at("v", "a", 1), at("v", "b", 2));

    Split split = Splits.coldUsers(events, 0.9, 1, 1);

    assertEquals(1, split.test().size());
    assertEquals("v", split.test().get(0).user().id());
    assertRefused("known must be at least 0, was -1", () -> Splits.coldUsers(events, 0.5, -1, 1));
  }

  @Test
  void theCoreIsWhatHoldsItselfUp() {
    List<Interaction> events =
        List.of(
            at("u", "a", 1),
            at("u", "b", 2),
            at("v", "a", 3),
            at("v", "b", 4), //
            at("w", "a", 5),
            at("w", "c", 6));

    // Item c goes, then user w has one left and goes too.
    assertEquals(events.subList(0, 4), Splits.kCore(events, 2, 2));
    assertEquals(events, Splits.kCore(events, 1, 1));
    assertEquals(List.of(), Splits.kCore(events, 3, 1));
    assertEquals(List.of(), Splits.kCore(List.of(), 1, 1));
  }

  @Test
  void refusesSharesThatLeaveNothing() {
    assertRefused(
        "validationShare must be at least 0, testShare above 0 and both together below 1,"
            + " were 0.5 and 0.5",
        () -> Splits.perUserRatio(List.of(), 0.5, 0.5));
    assertRefused(
        "share must be above 0 and below 1, was 0.0", () -> Splits.coldItems(List.of(), 0, 1));
    assertRefused(
        "testFrom must not be before validationFrom, were 2026-01-01T00:00:01Z and"
            + " 2026-01-01T00:00:02Z",
        () -> Splits.globalTime(List.of(), Events.time(2), Events.time(1)));
    assertRefused("perUser must be at least 0, was -1", () -> Splits.kCore(List.of(), -1, 0));
  }
}
