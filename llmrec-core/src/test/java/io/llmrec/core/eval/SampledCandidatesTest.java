package io.llmrec.core.eval;

import static io.llmrec.core.eval.Events.at;
import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledCandidatesTest {

  private static final List<String> ITEMS =
      IntStream.range(0, 100).mapToObj(i -> "item-" + i).toList();

  /** Users who had six items each; the last is asked for. */
  private static List<Interaction> events(int users) {
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      for (int i = 0; i < 6; i++) {
        events.add(at("user-" + user, "item-" + (user + i * 11) % 100, i));
      }
    }
    return events;
  }

  @Test
  void holdsTheRelevantItemAndItemsTheUserNeverHad() {
    List<Interaction> events = events(50);
    List<EvalCase> cases = Splits.leaveLastOut(events).validation();

    SampledCandidates candidates = SampledCandidates.draw(cases, ITEMS, events, 19, 1);

    for (EvalCase asked : cases) {
      Set<String> drawn = new HashSet<>(candidates.of(asked));
      Set<String> had = new HashSet<>();
      events.stream()
          .filter(one -> one.userId().equals(asked.user().id()))
          .forEach(one -> had.add(one.itemId()));
      assertEquals(20, candidates.of(asked).size());
      assertEquals(20, drawn.size());
      assertTrue(drawn.containsAll(asked.relevant()));
      drawn.removeAll(asked.relevant());
      assertTrue(Collections.disjoint(drawn, had));
    }
  }

  @Test
  void theCandidatesOfACaseDoNotDependOnOthers() {
    List<Interaction> events = events(50);
    List<EvalCase> cases = Splits.leaveLastOut(events).test();

    SampledCandidates all = SampledCandidates.draw(cases, ITEMS, events, 19, 1);
    SampledCandidates few = SampledCandidates.draw(cases.subList(7, 8), ITEMS, events, 19, 1);
    SampledCandidates other = SampledCandidates.draw(cases, ITEMS, events, 19, 2);

    assertEquals(all.of(cases.get(7)), few.of(cases.get(7)));
    assertFalse(all.of(cases.get(7)).equals(other.of(cases.get(7))));
  }

  @Test
  void aScorerThatCannotTellScoresTheRandomRow() {
    List<Interaction> events = events(3_000);
    List<EvalCase> cases = Splits.leaveLastOut(events).test();
    SampledCandidates candidates = SampledCandidates.draw(cases, ITEMS, events, 19, 1);

    EvalReport report =
        Evaluation.of(cases, Metric.standard(5, 20))
            .run((asked, ids) -> new double[ids.size()], candidates);

    assertEquals(RandomRow.ndcg(20, 5), report.mean("ndcg@5"), 0.015);
    assertEquals(RandomRow.hitRate(20, 5), report.mean("hr@5"), 0.025);
    assertEquals(RandomRow.reciprocalRank(20, 20), report.mean("mrr@20"), 0.015);
  }

  @Test
  void allThatIsLeftCanBeDrawn() {
    List<EvalCase> cases = List.of(asked("u", 1));

    SampledCandidates candidates =
        SampledCandidates.draw(cases, List.of("x", "a", "b", "c"), List.of(), 3, 1);

    assertEquals(Set.of("x", "a", "b", "c"), Set.copyOf(candidates.of(cases.get(0))));
  }

  @Test
  void refusesMoreThanThereIs() {
    List<EvalCase> cases = List.of(asked("u", 1));

    assertRefused(
        "negatives must be at most the items that a user never had, 1 for user 'u', was 2",
        () ->
            SampledCandidates.draw(cases, List.of("x", "a", "b"), List.of(at("u", "b", 1)), 2, 1));
    assertRefused(
        "negatives must be at least 1, was 0",
        () -> SampledCandidates.draw(cases, List.of("x", "a"), List.of(), 0, 1));
  }

  @Test
  void refusesCasesItCannotTellApart() {
    SampledCandidates none = SampledCandidates.draw(List.of(), ITEMS, List.of(), 1, 1);

    assertRefused(
        "cases must have different ids, 'u@2026-01-01T00:00:01Z' is there twice",
        () ->
            SampledCandidates.draw(List.of(asked("u", 1), asked("u", 1)), ITEMS, List.of(), 1, 1));
    assertRefused(
        "no candidates were drawn for case 'u@2026-01-01T00:00:01Z', only for 0 others",
        () -> none.of(asked("u", 1)));
  }

  private static EvalCase asked(String user, long second) {
    return new EvalCase(UserContext.cold(user), Set.of("x"), Events.time(second));
  }
}
