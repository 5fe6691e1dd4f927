package io.llmrec.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Workers;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores worked out by hand. */
class GoldenScoresTest {

  private static final double EXACT = 1e-12;

  /** x is chosen by three, y and z by two; x with y by two, x with z by one. */
  private static List<Interaction> three() {
    List<Interaction> events = new ArrayList<>();
    events.addAll(Events.by("u", "x", "y"));
    events.addAll(Events.by("v", "x", "y"));
    events.addAll(Events.by("w", "x", "z"));
    events.addAll(Events.by("t", "z"));
    return events;
  }

  @Test
  void popularCountsUsersAndNotEvents() {
    List<Interaction> events = new ArrayList<>(three());
    events.addAll(Events.by("t", "z", "z"));

    double[] scores =
        Baselines.popular(events).score(UserContext.cold("new"), List.of("x", "y", "z"));

    assertArrayEquals(new double[] {3, 2, 2}, scores);
  }

  @Test
  void decayedHalvesAnEventForEveryHalfLife() {
    List<Interaction> events =
        List.of(
            Interaction.view("u", "old", Events.TIME),
            Interaction.view("v", "old", Events.TIME.plusSeconds(60)),
            Interaction.view("v", "new", Events.TIME.plusSeconds(120)));

    double[] scores =
        Baselines.decayed(events, Duration.ofMinutes(1))
            .score(UserContext.cold("anyone"), List.of("old", "new"));

    assertArrayEquals(new double[] {0.25 + 0.5, 1}, scores, EXACT);
  }

  @Test
  void decayedRefusesNoHalfLife() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Baselines.decayed(three(), Duration.ZERO));
    assertEquals("halfLife must be more than 0, was PT0S", refusal.getMessage());
  }

  @Test
  void itemKnnSumsDampedCosines() {
    ItemScorer scorer = Baselines.itemKnn(three(), new ItemKnnOptions(5, 1), 1);

    double[] scores = scorer.score(Events.user("y", "z"), List.of("x", "y", "z"));

    // x and y: 2 / sqrt(3 * 2) * 2 / 3; x and z: 1 / sqrt(3 * 2) * 1 / 2; y and z never.
    double ofX = 2 / Math.sqrt(6) * 2 / 3 + 1 / Math.sqrt(6) / 2;
    assertArrayEquals(new double[] {ofX, 0, 0}, scores, EXACT);
  }

  @Test
  void itemKnnKeepsTheNearestOnly() {
    ItemScorer scorer = Baselines.itemKnn(three(), new ItemKnnOptions(1, 0), 1);

    double[] scores = scorer.score(Events.user("x", "z"), List.of("x", "y", "z"));

    // z is not the nearest of x, but x is the nearest of z.
    assertArrayEquals(new double[] {0, 2 / Math.sqrt(6), 1 / Math.sqrt(6)}, scores, EXACT);
  }

  @Test
  void easeSolvesTwoItemsInClosedForm() {
    List<Interaction> events = new ArrayList<>(Events.by("u", "x", "y"));
    events.addAll(Events.by("v", "x"));
    events.addAll(Events.by("w", "y"));

    double[] scores =
        Baselines.ease(events, new EaseOptions(1, 10), 1)
            .score(Events.user("x"), List.of("x", "y"));

    // X'X + I = (3 1; 1 3), its inverse (3 -1; -1 3) / 8, the weight (1/8) / (3/8).
    assertArrayEquals(new double[] {0, 1 / 3.0}, scores, 1e-7);
  }

  @Test
  void easeRefusesMoreItemsThanAllowed() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Baselines.ease(three(), new EaseOptions(1, 2), 1));
    assertEquals(
        "EASE holds a matrix of items by items: maxItems allows 2 items, was given 3",
        refusal.getMessage());
  }

  @Test
  void alsSolvesARowExactly() {
    AlsOptions options = new AlsOptions(2, 1, 1, 1, 1);
    try (Workers workers = new Workers(1)) {
      AlsSide side = AlsSide.of(new double[][] {{1, 0}, {0, 2}}, options, workers);

      double[] solved = side.solve(new Row(new int[] {0}, new double[] {2}));

      // (1 + 1 + 2) x = 1 + 2 in the first component, 5 x = 0 in the second.
      assertArrayEquals(new double[] {0.75, 0}, solved, EXACT);
    }
  }

  @Test
  void alsCountsAStrongerChoiceMore() {
    List<Interaction> events = new ArrayList<>(Events.twoTastes());
    ItemScorer scorer = Baselines.als(events, new AlsOptions(2, 1, 0.1, 10, 1), 1);
    UserContext rather =
        UserContext.of("x", List.of(Events.of("x", "a0", 5), Events.of("x", "b0", 1)));

    double[] scores = scorer.score(rather, List.of("a1", "b1"));

    assertTrue(scores[0] > scores[1]);
  }

  @Test
  void aBprStepFollowsTheSlope() {
    BprVectors vectors =
        new BprVectors(new float[][] {{1}}, new float[][] {{1}, {0}}, new float[] {0, 0});

    vectors.step(0, 0, 1, 0.1f, 0.5f);

    // The chosen item scores 1 more; 1 / (1 + e) = 0.268941; each value keeps 0.95 of itself.
    assertEquals(0.95 + 0.0268941, vectors.users()[0][0], 1e-6);
    assertEquals(0.95 + 0.0268941, vectors.items()[0][0], 1e-6);
    assertEquals(-0.0268941, vectors.items()[1][0], 1e-6);
    assertArrayEquals(new float[] {0.0268941f, -0.0268941f}, vectors.biases(), 1e-6f);
  }

  @Test
  void bprGivesANewUserWhatIsPopular() {
    ItemScorer scorer = Baselines.bpr(three(), new BprOptions(4, 200, 0.05, 0.01, 1), 1);

    double[] scores = scorer.score(UserContext.cold("new"), List.of("x", "y", "z"));

    assertTrue(scores[0] > scores[1] && scores[0] > scores[2]);
  }

  @Test
  void bprNamesALearningRateThatIsTooLarge() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Baselines.bpr(Events.twoTastes(), new BprOptions(4, 50, 1000, 10, 1), 1));
    assertEquals(
        "BPR did not converge: learningRate 1000.0 and regularization 10.0 are too large together",
        refusal.getMessage());
  }
}
