package io.llmrec.core.recall;

import static io.llmrec.core.recall.Shop.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Fusion.Recalled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How several lists become one, with values from elsewhere. */
class FusionTest {

  private static Candidate candidate(String id, double score) {
    return Candidate.of(Item.of(id, "Item " + id), score);
  }

  /** A list of the items that the letters name, with scores that fall from 1. */
  private static Recalled list(String name, String letters) {
    List<Candidate> candidates = new ArrayList<>();
    for (String letter : letters.split("")) {
      candidates.add(candidate(letter, 1.0 / (candidates.size() + 1)));
    }
    return new Recalled(name, candidates);
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  /** Five rankings whose aggregate is known; ranks count from 1, the constant is 60. */
  @Test
  void reciprocalRankGivesTheKnownOrderAndScores() {
    List<Candidate> fused =
        Fusion.reciprocalRank()
            .fuse(
                List.of(
                    list("1", "ABCD"),
                    list("2", "BACD"),
                    list("3", "ACBD"),
                    list("4", "DABC"),
                    list("5", "ABDC")));

    assertEquals(List.of("A", "B", "D", "C"), ids(fused));
    assertEquals(0.081438, fused.get(0).score(), 5e-7);
    assertEquals(0.080398, fused.get(1).score(), 5e-7);
    assertEquals(0.079141, fused.get(2).score(), 5e-7);
    assertEquals(0.079125, fused.get(3).score(), 5e-7);
  }

  @Test
  void weightedBringsScoresToOneScale() {
    Recalled far =
        new Recalled("far", List.of(candidate("a", 500), candidate("b", 400), candidate("c", 100)));
    Recalled near = new Recalled("near", List.of(candidate("c", 0.9), candidate("b", 0.1)));

    List<Candidate> fused = Fusion.weighted(Map.of("far", 2.0)).fuse(List.of(far, near));

    assertEquals(List.of("a", "b", "c"), ids(fused));
    assertEquals(2, fused.get(0).score(), 1e-12);
    assertEquals(2 * 0.75, fused.get(1).score(), 1e-12);
    assertEquals(1, fused.get(2).score(), 1e-12);
  }

  @Test
  void weightedCountsEqualScoresAsOne() {
    Recalled same = new Recalled("same", List.of(candidate("b", 7), candidate("a", 7)));

    List<Candidate> fused = Fusion.weighted(Map.of("same", 0.5)).fuse(List.of(same));

    assertEquals(List.of("a", "b"), ids(fused));
    assertEquals(0.5, fused.get(0).score());
  }

  @Test
  void weightedKeepsThoseOfWeightZeroAtTheEnd() {
    List<Candidate> fused =
        Fusion.weighted(Map.of("off", 0.0)).fuse(List.of(list("off", "xy"), list("on", "bx")));

    assertEquals(List.of("b", "x", "y"), ids(fused));
  }

  @Test
  void refusesImpossibleWeights() {
    assertEquals(
        "weight of recaller 'a' must be finite and not negative, was -1.0",
        refusal(() -> Fusion.weighted(Map.of("a", -1.0))));
    assertEquals(
        "weight of recaller 'a' must be finite and not negative, was NaN",
        refusal(() -> Fusion.weighted(Map.of("a", Double.NaN))));
    assertEquals(
        "weight of recaller 'a' must be finite and not negative, was Infinity",
        refusal(() -> Fusion.weighted(Map.of("a", Double.POSITIVE_INFINITY))));
  }

  @Test
  void remembersEverySourceAndTheFirstReasons() {
    Recalled one = new Recalled("one", List.of(candidate("a", 3).because(List.of("h1", "h2"))));
    Recalled two =
        new Recalled("two", List.of(candidate("b", 2), candidate("a", 1).because(List.of("h3"))));

    Candidate fused = Fusion.reciprocalRank().fuse(List.of(one, two)).get(0);

    assertEquals("a", fused.id());
    assertEquals(List.of("h1", "h2"), fused.because());
    assertEquals(
        List.of(new RecallSource("one", 1, 3), new RecallSource("two", 2, 1)), fused.sources());
  }

  @Test
  void makesNothingOfNothing() {
    assertEquals(List.of(), Fusion.reciprocalRank().fuse(List.of()));
    assertEquals(
        List.of(), Fusion.weighted(Map.of()).fuse(List.of(new Recalled("none", List.of()))));
  }

  @Test
  void unionFusesUnderTheNamesGiven() {
    Recaller first = context -> list("", "ab").candidates();

    List<Candidate> fused =
        Recaller.union(Fusion.reciprocalRank(), Map.of("inner", first))
            .recall(Shop.of("a", "b").visit());

    assertEquals(List.of(new RecallSource("inner", 2, 0.5)), fused.get(1).sources());
  }

  @Test
  void firstNonEmptyAsksNoFurtherThanItMust() {
    List<String> asked = new ArrayList<>();
    Recaller none =
        context -> {
          asked.add("none");
          return List.of();
        };
    Recaller some =
        context -> {
          asked.add("some");
          return list("", "b").candidates();
        };

    List<Candidate> found =
        Recaller.firstNonEmpty(none, some, none).recall(Shop.of("a", "b").visit());

    assertEquals(List.of("b"), ids(found));
    assertEquals(List.of("none", "some"), asked);
  }

  @Test
  void refusesToCombineNothing() {
    assertEquals(
        "a union needs at least 1 recaller, was given none",
        refusal(() -> Recaller.union(Fusion.reciprocalRank(), Map.of())));
    assertEquals(
        "firstNonEmpty needs at least 1 recaller, was given none",
        refusal(() -> Recaller.firstNonEmpty()));
  }

  @Test
  void aCandidateHasAFiniteScore() {
    assertEquals(
        "score of candidate 'a' must be finite, was NaN",
        refusal(() -> candidate("a", Double.NaN)));
    assertEquals(0.0, candidate("a", -0.0).score());
  }
}
