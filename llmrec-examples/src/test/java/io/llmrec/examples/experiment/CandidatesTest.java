package io.llmrec.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Splits;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  private final List<EvalCase> cases = Splits.leaveLastOut(Tiny.data().interactions()).test();
  private final List<String> items = IntStream.range(0, 12).mapToObj(i -> "i" + i).toList();

  @Test
  void givesEverythingThatWasNotSeen() {
    Candidates unseen = Candidates.unseen("unseen", items);

    for (EvalCase asked : cases) {
      Set<String> given = new HashSet<>(unseen.of(asked));
      assertEquals(12 - 5, given.size());
      assertFalse(asked.user().recentItems(99).stream().anyMatch(given::contains));
      assertTrue(given.containsAll(asked.relevant()));
    }
  }

  @Test
  void takesTheRelevantItemAndTheFirstOthers() {
    EvalCase asked = cases.get(0);
    Candidates given =
        Candidates.given("given", Map.of("u0", List.of("i9", "i5", "i10", "i11", "i8")), 3);

    assertEquals(Set.of("i5"), asked.relevant());
    assertEquals(Set.of("i5", "i9", "i10", "i11"), Set.copyOf(given.of(asked)));
    assertEquals(given.of(asked), given.of(asked));
  }

  @Test
  void saysWhichCaseHasTooFew() {
    Candidates given = Candidates.given("the file", Map.of("u0", List.of("i9")), 3);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> given.of(cases.get(0)));

    assertEquals(
        "the file: case '%s' must have 4 candidates, has 2".formatted(cases.get(0).id()),
        e.getMessage());
  }

  @Test
  void drawsEachItemOnceAndTheSameEachTime() {
    Candidates drawn = Candidates.drawn("drawn", items, 6);

    for (EvalCase asked : cases) {
      assertEquals(7, Set.copyOf(drawn.of(asked)).size());
      assertTrue(drawn.of(asked).containsAll(asked.relevant()));
      assertEquals(drawn.of(asked), Candidates.drawn("drawn", items, 6).of(asked));
    }
  }

  @Test
  void placesTheRelevantItemAnywhere() {
    Candidates drawn = Candidates.drawn("drawn", items, 6);

    long places =
        cases.stream()
            .mapToInt(one -> drawn.of(one).indexOf(one.relevant().iterator().next()))
            .distinct()
            .count();

    assertTrue(places >= 4, () -> places + " different places");
  }

  @Test
  void hasAFingerprintOfItsContent() {
    Map<String, List<String>> lists = Map.of("u0", List.of("i9", "i8"));

    assertEquals(
        Candidates.given("w", lists, 2).fingerprint(),
        Candidates.given("w", lists, 2).fingerprint());
    assertNotEquals(
        Candidates.given("w", lists, 2).fingerprint(),
        Candidates.given("w", lists, 1).fingerprint());
    assertNotEquals(
        Candidates.unseen("w", items).fingerprint(),
        Candidates.unseen("w", items.subList(1, 12)).fingerprint());
  }

  @Test
  void ranksByScoreAndPutsMissingScoresLast() {
    Candidates unseen = Candidates.unseen("unseen", items);
    EvalCase asked = cases.get(0);
    double[] scores = {1, Double.NaN, 3, Double.NEGATIVE_INFINITY, 0.0, -0.0, 3};
    List<String> given = unseen.of(asked);
    ScoredRanking ranking = new ScoredRanking((one, ids) -> scores, unseen);

    List<String> all = ranking.recommend(asked, 10);

    assertEquals(Arrays.stream(new int[] {2, 6, 0, 4, 5, 1, 3}).mapToObj(given::get).toList(), all);
    assertEquals(all.subList(0, 3), ranking.recommend(asked, 3));
    assertEquals(2, ranking.badScores());
  }
}
