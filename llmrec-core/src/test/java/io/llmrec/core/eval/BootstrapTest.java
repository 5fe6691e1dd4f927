package io.llmrec.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void theIntervalIsTheNormalOneForManyUsers() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(2_000).toArray();
    // The standard error of the mean of 2,000 uniform values is sqrt(1/12) / sqrt(2000).
    double half = 1.96 * Math.sqrt(1.0 / 12 / values.length);

    Interval interval = Bootstrap.mean(values, 10_000, 1);

    assertEquals(Stats.mean(values), interval.mean());
    assertEquals(interval.mean() - half, interval.low(), half / 20);
    assertEquals(interval.mean() + half, interval.high(), half / 20);
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] values = {0, 1, 0, 1, 1};

    assertEquals(Bootstrap.mean(values, 500, 9), Bootstrap.mean(values, 500, 9));
  }

  @Test
  void oneUserGivesAnIntervalOfNoWidth() {
    assertEquals(new Interval(0.4, 0.4, 0.4), Bootstrap.mean(new double[] {0.4}, 100, 1));
  }

  @Test
  void findsADifferenceThatIsThere() {
    double[] a = new double[400];
    double[] b = new double[400];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < a.length; i++) {
      b[i] = random.nextDouble();
      a[i] = b[i] + 0.1 + random.nextDouble(-0.5, 0.5);
    }

    Paired paired = Bootstrap.paired(a, b, 10_000, 1);

    assertEquals(400, paired.users());
    assertTrue(paired.difference().low() > 0, paired.toString());
    assertTrue(paired.p() < 0.001, paired.toString());
  }

  @Test
  void findsNoDifferenceWhereThereIsNone() {
    SplittableRandom random = new SplittableRandom(6);
    double[] a = random.doubles(400).toArray();
    double[] b = random.doubles(400).toArray();

    Paired paired = Bootstrap.paired(a, b, 2_000, 1);

    assertTrue(paired.difference().contains(0), paired.toString());
    assertTrue(paired.p() > 0.05, paired.toString());
  }

  @Test
  void equalSystemsHaveAProbabilityOfOne() {
    double[] same = {0.1, 0.2, 0.3};

    Paired paired = Bootstrap.paired(same, same, 100, 1);

    assertEquals(new Paired(new Interval(0, 0, 0), 1, 3), paired);
  }

  @Test
  void refusesWhatHasNoMean() {
    double[] one = {1};

    assertMessage(
        "perUser must hold at least 1 values, holds 0", () -> Bootstrap.mean(new double[0], 10, 1));
    assertMessage(
        "perUser must be finite, was NaN at index 1",
        () -> Bootstrap.mean(new double[] {1, Double.NaN}, 10, 1));
    assertMessage("rounds must be at least 1, was 0", () -> Bootstrap.mean(new double[] {1}, 0, 1));
    assertMessage(
        "a and b must be of the same length, were 1 and 2",
        () -> Bootstrap.paired(one, new double[2], 10, 1));
    assertMessage(
        "a must hold at least 2 values, holds 1", () -> Bootstrap.paired(one, one, 10, 1));
  }

  @Test
  void anIntervalHoldsItsEnds() {
    Interval interval = new Interval(0.5, 0.25, 0.75);

    assertTrue(interval.contains(0.25) && interval.contains(0.75));
    assertFalse(interval.contains(0.76));
    assertEquals("0.5000 [0.2500, 0.7500]", interval.toString());
    assertMessage("low must not be above high, were 2.0 and 1.0", () -> new Interval(1, 2, 1));
  }

  private static void assertMessage(String message, Runnable action) {
    var refusal = assertThrows(IllegalArgumentException.class, action::run);
    assertEquals(message, refusal.getMessage());
  }
}
