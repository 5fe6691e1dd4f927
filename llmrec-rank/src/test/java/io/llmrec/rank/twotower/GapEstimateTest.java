package io.llmrec.rank.twotower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import org.junit.jupiter.api.Test;

class GapEstimateTest {

  @Test
  void keepsARunningMeanOfTheGaps() {
    GapEstimate gaps = new GapEstimate(2, 0.5);
    gaps.draw(0, 0);
    gaps.draw(0, 4);
    assertEquals(1.0 / 4, gaps.probability(0, 4));
    gaps.draw(0, 6);
    assertEquals(1.0 / 3, gaps.probability(0, 6));
  }

  @Test
  void takesOneThatWasNeverDrawnTwiceForRare() {
    GapEstimate gaps = new GapEstimate(2, 0.5);
    gaps.draw(1, 3);
    assertEquals(1.0 / 8, gaps.probability(1, 7));
    assertEquals(1.0 / 8, gaps.probability(0, 7));
  }

  @Test
  void countsSeveralDrawsInAStepOnce() {
    GapEstimate gaps = new GapEstimate(1, 0.5);
    gaps.draw(0, 1);
    gaps.draw(0, 1);
    gaps.draw(0, 3);
    assertEquals(1.0 / 2, gaps.probability(0, 3));
  }

  @Test
  void findsTheProbabilityOfAStream() {
    GapEstimate gaps = new GapEstimate(1, 0.01);
    Draws draws = Draws.of(4);
    double sum = 0;
    for (int step = 0; step < 20_000; step++) {
      if (draws.below(10) == 0) {
        gaps.draw(0, step);
      }
      sum += step < 10_000 ? 0 : gaps.probability(0, step) / 10_000;
    }
    assertTrue(sum > 0.09 && sum < 0.11, "estimate " + sum);
  }
}
