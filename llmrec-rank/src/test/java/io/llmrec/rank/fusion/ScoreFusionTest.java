package io.llmrec.rank.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScoreFusionTest {

  @Test
  void weightDependsOnTheHistory() {
    ScoreFusion fusion = new ScoreFusion(-1, 0.5, 0.3, 0.8);

    assertEquals(0.3, fusion.baseWeight(0));
    assertEquals(1 / (1 + Math.exp(1 - 0.5 * Math.log(10))), fusion.baseWeight(9), 1e-12);
    assertEquals(0.8, fusion.baseWeight(1_000_000));
    assertEquals(1, ScoreFusion.keepBase().baseWeight(7));
  }

  @Test
  void fusesStandardScores() {
    double[] fused =
        ScoreFusion.constant(0.75).fuse(new double[] {1, 3}, new double[] {500, -500}, 3);

    assertArrayEquals(new double[] {-0.5, 0.5}, fused, 1e-12);
  }

  @Test
  void equalScoresOfTheModelLeaveTheOrderOfTheBase() {
    double[] fused =
        ScoreFusion.constant(0.01).fuse(new double[] {1, 3, 2}, new double[] {7, 7, 7}, 0);

    assertTrue(fused[1] > fused[2] && fused[2] > fused[0]);
  }

  @Test
  void theLargestScoresStayFinite() {
    double[] standard =
        ScoreFusion.standard(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE});

    assertArrayEquals(
        new double[] {Math.sqrt(0.5), -Math.sqrt(2), Math.sqrt(0.5)}, standard, 1e-12);
    assertArrayEquals(new double[2], ScoreFusion.standard(new double[2]));
    assertEquals(0, ScoreFusion.standard(new double[0]).length);
  }

  @Test
  void badNumbersAreRefused() {
    assertEquals(
        "least and most must rise from 0 to 1, were 0.5 and 0.4",
        assertThrows(IllegalArgumentException.class, () -> new ScoreFusion(0, 0, 0.5, 0.4))
            .getMessage());
    assertEquals(
        "intercept and slope must be finite, were NaN and 0.0",
        assertThrows(IllegalArgumentException.class, () -> new ScoreFusion(Double.NaN, 0, 0, 1))
            .getMessage());
    assertEquals(
        "base and llm must be equally many scores, were 1 and 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> ScoreFusion.keepBase().fuse(new double[1], new double[2], 0))
            .getMessage());
    assertEquals(
        "historyLength must be at least 0, was -1",
        assertThrows(IllegalArgumentException.class, () -> ScoreFusion.keepBase().baseWeight(-1))
            .getMessage());
  }
}
