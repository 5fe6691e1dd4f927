package io.llmrec.core.eval;

import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationErrorTest {

  private static final double[] PREDICTED = {0.1, 0.2, 0.35, 0.4, 0.8, 0.9};
  private static final boolean[] CLICKED = {false, false, true, false, true, true};

  @Test
  void equalWidthPutsABoundaryIntoTheUpperBin() {
    assertEquals(0.208333, CalibrationError.equalWidth(5).of(PREDICTED, CLICKED), 1e-6);
  }

  @Test
  void equalMassPutsAsManySamplesIntoEachBin() {
    // Bins (.1, .2), (.35, .4), (.8, .9): |.3 - 0| + |.75 - 1| + |1.7 - 2|, over 6.
    assertEquals(0.85 / 6, CalibrationError.equalMass(3).of(PREDICTED, CLICKED), 1e-12);
  }

  @Test
  void equalProbabilitiesStayInOneBinWhateverTheirOrder() {
    double[] same = {0.5, 0.5, 0.5, 0.5};

    assertEquals(
        0, CalibrationError.equalMass(2).of(same, new boolean[] {true, true, false, false}));
    assertEquals(
        0, CalibrationError.equalMass(2).of(same, new boolean[] {false, true, false, true}));
  }

  @Test
  void theOrderOfTheSamplesDoesNotMatter() {
    double[] predicted = {0.9, 0.35, 0.1, 0.8, 0.4, 0.2};
    boolean[] clicked = {true, true, false, true, false, false};

    assertEquals(0.208333, CalibrationError.equalWidth(5).of(predicted, clicked), 1e-6);
  }

  @Test
  void certaintyThatIsRightHasNoError() {
    double[] predicted = {0, -0.0, 1, 1};
    boolean[] clicked = {false, false, true, true};

    assertEquals(0, CalibrationError.equalWidth(10).of(predicted, clicked));
    assertEquals(0, CalibrationError.equalMass(10).of(predicted, clicked));
  }

  @Test
  void theIntervalHoldsTheErrorOfABadModel() {
    SplittableRandom random = new SplittableRandom(2);
    double[] predicted = new double[2_000];
    boolean[] clicked = new boolean[2_000];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = 0.5 + random.nextDouble() / 2;
      clicked[i] = random.nextDouble() < predicted[i] - 0.3;
    }

    Interval interval = CalibrationError.equalWidth(10).interval(predicted, clicked, 500, 1);

    assertTrue(interval.contains(0.3), interval.toString());
    assertTrue(interval.high() - interval.low() < 0.1, interval.toString());
    assertEquals(interval, CalibrationError.equalWidth(10).interval(predicted, clicked, 500, 1));
  }

  @Test
  void noSamplesHaveNoError() {
    assertEquals(Double.NaN, CalibrationError.equalMass(3).of(new double[0], new boolean[0]));
  }

  @Test
  void refusesNoBinsAndNoProbabilities() {
    assertRefused("bins must be at least 1, was 0", () -> CalibrationError.equalWidth(0));
    assertRefused(
        "probabilities must be 0 to 1, was NaN at index 0",
        () -> CalibrationError.equalWidth(2).of(new double[] {Double.NaN}, new boolean[1]));
    assertRefused(
        "samples must be at least 1, was 0",
        () -> CalibrationError.equalWidth(2).interval(new double[0], new boolean[0], 10, 1));
  }
}
