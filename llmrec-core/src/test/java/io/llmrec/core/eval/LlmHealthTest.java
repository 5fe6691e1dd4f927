package io.llmrec.core.eval;

import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.StageTrace;
import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.eval.SlotBias.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LlmHealthTest {

  private static final double EXACT = 1e-12;

  @Test
  void tellsWhatBecameOfTheItems() {
    MentionCounts counts =
        MentionCounts.of(List.of("a", "b", "c", "d"), List.of("b", "x", "b", "a", "y"));

    assertEquals(new MentionCounts(2, 2, 1, 2), counts);
    assertEquals(0.4, counts.inventedRate(), EXACT);
    assertEquals(0.2, counts.duplicateRate(), EXACT);
    assertEquals(0.5, counts.missingRate(), EXACT);
  }

  @Test
  void nothingAnsweredHasNoRateOfInvention() {
    MentionCounts counts = MentionCounts.of(List.of("a"), List.of());

    assertEquals(Double.NaN, counts.inventedRate());
    assertEquals(1, counts.missingRate());
    assertEquals(Double.NaN, MentionCounts.NONE.missingRate());
  }

  @Test
  void sumsTheCountsOfTraces() {
    StageTrace good = trace(Map.of("placed", 4L, "missing", 0L, "format.json", 1L));
    StageTrace bad =
        trace(
            Map.of(
                "placed",
                2L,
                "missing",
                2L,
                "invented",
                1L,
                "duplicate",
                1L, //
                "format.truncated",
                1L,
                "truncated",
                1L));
    StageTrace other = trace(Map.of("dropped", 3L));

    LlmHealth health = LlmHealth.ofTraces(List.of(good, bad, other), "json");

    assertEquals(new LlmHealth(2, 1, 1, new MentionCounts(6, 2, 1, 1)), health);
    assertEquals(0.5, health.malformedRate(), EXACT);
    assertEquals(0.5, health.truncationRate(), EXACT);
  }

  @Test
  void noRepliesHaveNoRates() {
    LlmHealth health = LlmHealth.ofTraces(List.of(), "json");

    assertEquals(Double.NaN, health.malformedRate());
    assertEquals(Double.NaN, health.truncationRate());
    assertRefused(
        "replies must be at least 2, was 1", () -> new LlmHealth(1, 2, 0, MentionCounts.NONE));
  }

  @Test
  void copiedOrderIsTheLongestCommonSubsequence() {
    List<String> incoming = List.of("a", "b", "c", "d", "e");

    assertEquals(1, OrderAgreement.copied(incoming, incoming));
    assertEquals(0.2, OrderAgreement.copied(incoming, List.of("e", "d", "c", "b", "a")), EXACT);
    assertEquals(0.6, OrderAgreement.copied(incoming, List.of("d", "a", "e", "b", "c")), EXACT);
    assertEquals(1, OrderAgreement.copied(incoming, List.of("a", "x", "c", "a")), EXACT);
    assertEquals(Double.NaN, OrderAgreement.copied(incoming, List.of("x")));
  }

  @Test
  void kendallTauCountsPairs() {
    List<String> first = List.of("a", "b", "c", "d");

    assertEquals(1, OrderAgreement.kendallTau(first, first));
    assertEquals(-1, OrderAgreement.kendallTau(first, List.of("d", "c", "b", "a")));
    assertEquals(2.0 / 3, OrderAgreement.kendallTau(first, List.of("b", "a", "c", "d")), EXACT);
    assertEquals(Double.NaN, OrderAgreement.kendallTau(first, List.of("a")));
  }

  @Test
  void sensitivityIsTheMeanDisagreementOfRounds() {
    List<List<String>> rounds =
        List.of(List.of("a", "b", "c"), List.of("a", "b", "c"), List.of("c", "b", "a"));

    // Tau 1, -1 and -1.
    assertEquals(4.0 / 3, OrderAgreement.permutationSensitivity(rounds), EXACT);
    assertEquals(0, OrderAgreement.permutationSensitivity(rounds.subList(0, 2)), EXACT);
    assertEquals(Double.NaN, OrderAgreement.permutationSensitivity(rounds.subList(0, 1)));
  }

  @Test
  void slotBiasOfAHandMadeExample() {
    // Each item once in each slot; differences from the item mean: 1, -1 | 2, -2 | 0, 0.
    List<Score> scores =
        List.of(
            new Score("a", 0, 6), new Score("a", 1, 4), //
            new Score("b", 0, 5), new Score("b", 1, 1), //
            new Score("c", 0, 2), new Score("c", 1, 2));

    SlotBias bias = SlotBias.of(scores);

    // Slot means 1 and -1: between 3 + 3 = 6, all 1 + 1 + 4 + 4 = 10, within 4.
    assertEquals(1, bias.between());
    assertEquals(2, bias.within());
    assertEquals(6.0 / (4.0 / 2), bias.f(), EXACT);
    assertEquals(Map.of(0, 1.0, 1, -1.0), bias.effects());
  }

  @Test
  void noiseWithoutBiasHasAnFOfAboutOne() {
    SplittableRandom random = new SplittableRandom(11);
    double sum = 0;
    for (int trial = 0; trial < 200; trial++) {
      sum += SlotBias.of(rounds(random, 0)).f();
    }

    // The mean of the F distribution is within / (within - 2).
    assertEquals(1.1, sum / 200, 0.15);
  }

  @Test
  void biasShowsInTheEffects() {
    SlotBias bias = SlotBias.of(rounds(new SplittableRandom(12), 1));

    assertEquals(2.0, bias.effects().getOrDefault(4, 0.0), 1);
    assertTrue(bias.f() > 5);
  }

  /** Five rounds of the five candidates of two requests, rotated; each slot adds to the score. */
  private static List<Score> rounds(SplittableRandom random, double perSlot) {
    List<Score> scores = new ArrayList<>();
    for (int request = 0; request < 2; request++) {
      for (int round = 0; round < 5; round++) {
        for (int item = 0; item < 5; item++) {
          int slot = (item + round) % 5;
          double score = 10 * item + perSlot * slot + random.nextDouble();
          scores.add(new Score(request + "/" + item, slot, score));
        }
      }
    }
    return scores;
  }

  @Test
  void slotBiasNeedsRoundsAndSlots() {
    Score score = new Score("a", 0, 1);

    assertEquals(new SlotBias(Double.NaN, 0, 0, Map.of()), SlotBias.of(List.of()));
    assertEquals(Double.NaN, SlotBias.of(List.of(score)).f());
    assertEquals(Double.NaN, SlotBias.of(List.of(score, new Score("b", 1, 2))).f());
    assertEquals(
        Double.NaN,
        SlotBias.of(
                List.of(score, new Score("a", 1, 1), new Score("b", 0, 2), new Score("b", 1, 2)))
            .f());
  }

  @Test
  void aSlotThatExplainsEverythingIsInfinite() {
    List<Score> scores =
        List.of(
            new Score("a", 0, 1), new Score("a", 1, 2), new Score("b", 0, 5), new Score("b", 1, 6));

    assertEquals(Double.POSITIVE_INFINITY, SlotBias.of(scores).f());
    assertRefused("score of 'a' must be finite, was NaN", () -> new Score("a", 0, Double.NaN));
  }

  private static StageTrace trace(Map<String, Long> counts) {
    return new StageTrace("llm", Outcome.RAN, "", 4, 4, Duration.ZERO, List.of(), counts);
  }
}
