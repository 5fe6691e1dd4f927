package io.llmrec.rank.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreCalibrationTest {

  /** Scores whose true log-odds are slope * score + intercept. */
  private record Drawn(double[] scores, boolean[] clicked) {

    static Drawn of(int count, double slope, double intercept, long seed) {
      Random random = new Random(seed);
      double[] scores = new double[count];
      boolean[] clicked = new boolean[count];
      for (int i = 0; i < count; i++) {
        scores[i] = 2 * random.nextGaussian();
        double probability = 1 / (1 + Math.exp(-(slope * scores[i] + intercept)));
        clicked[i] = random.nextDouble() < probability;
      }
      return new Drawn(scores, clicked);
    }
  }

  @Test
  void temperatureOfAModelThatIsTooSureIsFound() {
    Drawn drawn = Drawn.of(20_000, 0.5, 0, 1);

    TemperatureScaling fitted =
        assertInstanceOf(
            TemperatureScaling.class,
            ScoreCalibration.fitTemperature(drawn.scores(), drawn.clicked()));

    assertEquals(2, fitted.temperature(), 0.1);
    assertEquals(0.5, fitted.probability(0));
  }

  @Test
  void plattFindsSlopeAndIntercept() {
    Drawn drawn = Drawn.of(20_000, 0.7, -1.5, 2);

    PlattScaling fitted =
        assertInstanceOf(
            PlattScaling.class, ScoreCalibration.fitPlatt(drawn.scores(), drawn.clicked()));

    assertEquals(0.7, fitted.slope(), 0.05);
    assertEquals(-1.5, fitted.intercept(), 0.1);
  }

  @Test
  void plattIsWhereTheGradientIsNought() {
    double[] scores = {-3, -1, 0, 0.5, 1000, 2};
    boolean[] clicked = {false, true, false, true, true, false};

    PlattScaling fitted = PlattScaling.fit(scores, clicked);

    double[] targets = Samples.targets(clicked);
    double ofSlope = 0;
    double ofIntercept = 0;
    for (int i = 0; i < scores.length; i++) {
      double p = fitted.probability(scores[i]);
      ofSlope += (p - targets[i]) * scores[i];
      ofIntercept += p - targets[i];
    }
    assertEquals(0, ofIntercept, 1e-6);
    assertEquals(0, ofSlope, 1e-2);
  }

  @Test
  void separableSamplesHaveFiniteFits() {
    double[] scores = {-2, -1, 1, 2};
    boolean[] clicked = {false, false, true, true};

    for (ScoreCalibration fitted :
        List.of(
            ScoreCalibration.fitTemperature(scores, clicked),
            ScoreCalibration.fitPlatt(scores, clicked))) {
      assertTrue(fitted.probability(2) < 0.95, fitted.toString());
      assertTrue(fitted.probability(2) > 0.7, fitted.toString());
    }
  }

  @Test
  void scoresThatSayTheOppositeAreNotTurnedRound() {
    double[] scores = {2, 1, -1, -2};
    boolean[] clicked = {false, false, true, true};

    assertEquals(new PlattScaling(0, 0), ScoreCalibration.fitPlatt(scores, clicked));
    assertEquals(0.5, ScoreCalibration.fitTemperature(scores, clicked).probability(2), 0.001);
    assertEquals(0.5, ScoreCalibration.fitIsotonic(scores, clicked).probability(-2));
  }

  @Test
  void isotonicPoolsAreTheGoldenOnes() {
    double[] scores = {1, 2, 3, 4, 5, 6, 7};
    boolean[] clicked = {false, true, false, true, true, false, true};

    IsotonicCalibration fitted = IsotonicCalibration.fit(scores, clicked);

    assertEquals(List.of(1.0, 2.5, 5.0, 7.0), fitted.scores());
    assertArrayEquals(
        new double[] {0, 0.5, 2.0 / 3, 1},
        fitted.probabilities().stream().mapToDouble(p -> p).toArray());
    assertEquals(0.25, fitted.probability(1.75));
    assertEquals(0, fitted.probability(-100));
    assertEquals(1, fitted.probability(100));
  }

  @Test
  void isotonicSurvivesTheLargestScores() {
    double[] scores = {-Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE};
    ScoreCalibration fitted =
        ScoreCalibration.fitIsotonic(scores, new boolean[] {false, false, true});

    assertEquals(0.5, fitted.probability(0), 1e-9);
  }

  @Test
  void neverFallsAndStaysInRange() {
    Drawn drawn = Drawn.of(500, 1, 0.3, 4);
    for (ScoreCalibration fitted :
        List.of(
            ScoreCalibration.fitTemperature(drawn.scores(), drawn.clicked()),
            ScoreCalibration.fitPlatt(drawn.scores(), drawn.clicked()),
            ScoreCalibration.fitIsotonic(drawn.scores(), drawn.clicked()))) {
      double before = 0;
      for (double score = -20; score <= 20; score += 0.01) {
        double probability = fitted.probability(score);
        assertTrue(probability >= before && probability <= 1, score + " in " + fitted);
        before = probability;
      }
    }
  }

  @Test
  void calibrationErrorFallsOnOtherSamples() {
    Drawn train = Drawn.of(4000, 0.4, -0.8, 5);
    Drawn test = Drawn.of(4000, 0.4, -0.8, 6);
    double[] raw = new double[test.scores().length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Samples.logistic(test.scores()[i]);
    }
    for (ScoreCalibration fitted :
        List.of(
            ScoreCalibration.fitPlatt(train.scores(), train.clicked()),
            ScoreCalibration.fitIsotonic(train.scores(), train.clicked()))) {
      CalibrationReport report =
          CalibrationReport.of(raw, fitted, test.scores(), test.clicked(), 1);

      assertTrue(report.errorBefore().low() > 0.1, report.toString());
      assertTrue(report.errorAfter().mean() < 0.04, report.toString());
      assertTrue(report.lossAfter() < report.lossBefore(), report.toString());
      assertEquals(4000, report.samples());
    }
  }

  @Test
  void samplesThatTeachNothingAreRefused() {
    assertEquals(
        "a calibration needs at least 1 clicked and 1 other sample, was given 2 of 2",
        refusal(new double[] {1, 2}, true, true));
    assertEquals(
        "scores must be finite, one was NaN", refusal(new double[] {Double.NaN, 1}, true, false));
    assertEquals(
        "scores and clicked must be equally many, were 1 and 2",
        refusal(new double[] {1}, true, false));
    assertEquals(
        "score must be finite, was NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> new PlattScaling(1, 0).probability(Double.NaN))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new TemperatureScaling(0));
    assertThrows(IllegalArgumentException.class, () -> new PlattScaling(-1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new IsotonicCalibration(List.of(1.0, 2.0), List.of(0.5, 0.4)));
  }

  private static String refusal(double[] scores, boolean... clicked) {
    assertThrows(
        IllegalArgumentException.class, () -> ScoreCalibration.fitIsotonic(scores, clicked));
    assertThrows(
        IllegalArgumentException.class, () -> ScoreCalibration.fitTemperature(scores, clicked));
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class, () -> ScoreCalibration.fitPlatt(scores, clicked))
            .getMessage());
  }
}
