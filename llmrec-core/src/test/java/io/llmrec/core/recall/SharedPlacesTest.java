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

/** Lists that take turns, and quotas. */
class SharedPlacesTest {

  private static Recalled list(String name, String letters) {
    List<Candidate> candidates = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      String id = String.valueOf(letter);
      candidates.add(Candidate.of(Item.of(id, id), 9.0 - candidates.size()).because(List.of(name)));
    }
    return new Recalled(name, candidates);
  }

  private static String order(Fusion fusion, Recalled... lists) {
    return String.join("", ids(fusion.fuse(List.of(lists))));
  }

  @Test
  void equalSharesTakeTurns() {
    assertEquals("azbycx", order(Fusion.interleaved(Map.of()), list("1", "abc"), list("2", "zyx")));
  }

  @Test
  void sharesAreKeptAtEveryLength() {
    assertEquals(
        "azbcydexf",
        order(Fusion.interleaved(Map.of("1", 2.0)), list("1", "abcdef"), list("2", "zyx")));
  }

  @Test
  void anItemThatSeveralFoundTakesOnePlaceAndKeepsItsSources() {
    List<Candidate> fused =
        Fusion.interleaved(Map.of()).fuse(List.of(list("1", "ab"), list("2", "acd")));

    assertEquals(List.of("a", "c", "b", "d"), ids(fused));
    assertEquals(
        List.of("1", "2"), fused.get(0).sources().stream().map(RecallSource::recaller).toList());
    assertEquals(List.of("1", "2"), fused.get(0).because());
    assertEquals(1, fused.get(0).score());
    assertEquals(1.0 / 4, fused.get(3).score());
  }

  @Test
  void aUsedUpListLeavesItsPlacesToTheOthers() {
    assertEquals("azbc", order(Fusion.interleaved(Map.of()), list("1", "abc"), list("2", "z")));
    assertEquals("", order(Fusion.interleaved(Map.of()), list("1", "")));
    assertEquals("", order(Fusion.interleaved(Map.of())));
  }

  @Test
  void aListWithoutAShareComesLast() {
    assertEquals(
        "zyab", order(Fusion.interleaved(Map.of("1", 0.0)), list("1", "ab"), list("2", "zy")));
  }

  @Test
  void quotasCutListsBeforeTheyAreFused() {
    Fusion fusion = Fusion.atMost(Map.of("1", 1, "2", 0), Fusion.interleaved(Map.of()));

    assertEquals("apq", order(fusion, list("1", "abc"), list("2", "zyx"), list("3", "pq")));
  }

  @Test
  void refusesImpossibleSharesAndQuotas() {
    assertEquals(
        "share of recaller 'a' must be finite and not negative, was NaN",
        assertThrows(
                IllegalArgumentException.class, () -> Fusion.interleaved(Map.of("a", Double.NaN)))
            .getMessage());
    assertEquals(
        "quota of recaller 'a' must be at least 0, was -1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Fusion.atMost(Map.of("a", -1), Fusion.reciprocalRank()))
            .getMessage());
  }
}
