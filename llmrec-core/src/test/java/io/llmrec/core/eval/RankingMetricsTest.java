package io.llmrec.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {

  private static final double EXACT = 1e-12;
  private static final List<String> RANKED = List.of("a", "b", "c", "d", "e");
  private static final Set<String> RELEVANT = Set.of("b", "d", "x");

  @Test
  void countsWhatIsFoundAmongTheFirstK() {
    assertEquals(1.0 / 3, RankingMetrics.recall(RANKED, RELEVANT, 3), EXACT);
    assertEquals(2.0 / 3, RankingMetrics.recall(RANKED, RELEVANT, 4), EXACT);
    assertEquals(0.5, RankingMetrics.precision(RANKED, RELEVANT, 4), EXACT);
    assertEquals(0, RankingMetrics.hitRate(RANKED, RELEVANT, 1), EXACT);
    assertEquals(1, RankingMetrics.hitRate(RANKED, RELEVANT, 4), EXACT);
  }

  @Test
  void reciprocalRankLooksAtTheFirstRelevantItem() {
    assertEquals(0.5, RankingMetrics.reciprocalRank(RANKED, RELEVANT, 5), EXACT);
    assertEquals(0, RankingMetrics.reciprocalRank(RANKED, RELEVANT, 1), EXACT);
  }

  @Test
  void averagePrecisionIsDividedByTheMostThatCouldBe() {
    assertEquals((1.0 / 2 + 2.0 / 4) / 3, RankingMetrics.averagePrecision(RANKED, RELEVANT, 5));
    assertEquals(1.0 / 2 / 2, RankingMetrics.averagePrecision(RANKED, RELEVANT, 2), EXACT);
  }

  @Test
  void ndcgDiscountsByTheLogarithmOfThePlace() {
    double gain = 1 / log2(3) + 1 / log2(5);
    double ideal = 1 + 1 / log2(3) + 1 / log2(4);

    assertEquals(gain / ideal, RankingMetrics.ndcg(RANKED, RELEVANT, 5), EXACT);
    assertEquals(1, RankingMetrics.ndcg(List.of("x", "d", "b"), RELEVANT, 10), EXACT);
  }

  @Test
  void gradedNdcgGainsTwoToTheGrade() {
    Map<String, Integer> grades = Map.of("a", 1, "c", 3, "x", 2, "e", 0);
    double gain = 1 + 7 / log2(4);
    double ideal = 7 + 3 / log2(3) + 1 / log2(4);

    assertEquals(gain / ideal, RankingMetrics.ndcg(RANKED, grades, 5), EXACT);
  }

  @Test
  void gradesOfOneAreTheBinaryCase() {
    Map<String, Integer> grades = Map.of("b", 1, "d", 1, "x", 1);

    assertEquals(
        RankingMetrics.ndcg(RANKED, RELEVANT, 4), RankingMetrics.ndcg(RANKED, grades, 4), EXACT);
  }

  @Test
  void repeatsCountOnceAndTakeUpAPlace() {
    List<String> ranked = List.of("b", "b", "d");

    assertEquals(1.0 / 3, RankingMetrics.recall(ranked, RELEVANT, 2), EXACT);
    assertEquals(1.0 / 2, RankingMetrics.precision(ranked, RELEVANT, 4), EXACT);
    assertEquals((1 + 2.0 / 3) / 3, RankingMetrics.averagePrecision(ranked, RELEVANT, 3), EXACT);
  }

  @Test
  void anEmptyListFindsNothing() {
    assertEquals(0, RankingMetrics.recall(List.of(), RELEVANT, 5));
    assertEquals(0, RankingMetrics.ndcg(List.of(), RELEVANT, 5));
    assertEquals(0, RankingMetrics.averagePrecision(List.of(), RELEVANT, 5));
    assertEquals(0, RankingMetrics.precision(List.of(), RELEVANT, 5));
  }

  @Test
  void nothingRelevantIsUndefined() {
    assertEquals(Double.NaN, RankingMetrics.recall(RANKED, Set.of(), 5));
    assertEquals(Double.NaN, RankingMetrics.precision(RANKED, Set.of(), 5));
    assertEquals(Double.NaN, RankingMetrics.hitRate(RANKED, Set.of(), 5));
    assertEquals(Double.NaN, RankingMetrics.reciprocalRank(RANKED, Set.of(), 5));
    assertEquals(Double.NaN, RankingMetrics.averagePrecision(RANKED, Set.of(), 5));
    assertEquals(Double.NaN, RankingMetrics.ndcg(RANKED, Set.of(), 5));
    assertEquals(Double.NaN, RankingMetrics.ndcg(RANKED, Map.of("a", 0), 5));
  }

  @Test
  void refusesNoPlacesAndNegativeGrades() {
    var k =
        assertThrows(
            IllegalArgumentException.class, () -> RankingMetrics.recall(RANKED, RELEVANT, 0));
    var grade =
        assertThrows(
            IllegalArgumentException.class, () -> RankingMetrics.ndcg(RANKED, Map.of("a", -1), 5));

    assertEquals("k must be at least 1, was 0", k.getMessage());
    assertEquals("a grade must be at least 0, was -1 for item 'a'", grade.getMessage());
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
