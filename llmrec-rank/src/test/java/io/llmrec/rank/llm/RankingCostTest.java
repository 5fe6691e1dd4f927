package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.bias.SlotCorrection;
import io.llmrec.rank.choice.ChoiceModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RankingCostTest {

  private static final RankingCost COST = new RankingCost(10, 5, 1000, 80, 240);

  @Test
  void timeIsThatOfTheStepsThatFollowEachOther() {
    ModelSpeed speed =
        new ModelSpeed(Duration.ofMillis(100), Duration.ofMillis(1), Duration.ofMillis(10));

    assertEquals(Duration.ofMillis(5 * (100 + 100 + 80)), COST.latency(speed));
    assertEquals(Duration.ZERO, RankingCost.NONE.latency(speed));
  }

  @Test
  void moneyIsOfRepliesAsLongAsTheyMayBe() {
    assertEquals(
        0, new BigDecimal("0.00148").compareTo(COST.mostMoney(TokenPrice.perMillion("1", "2"))));
  }

  @Test
  void costsAddUp() {
    assertEquals(new RankingCost(20, 10, 2000, 160, 480), COST.then(COST));
    assertEquals(new RankingCost(50, 15, 5000, 400, 1200), COST.times(5, 2));
    assertEquals(RankingCost.NONE, RankingCost.NONE.times(3, 1));
    assertEquals(1240, COST.mostTokens());
    assertEquals(
        "at most 10 calls, 5 of them one after the other; 1000 prompt tokens, 80 to 240 reply"
            + " tokens",
        COST.toString());
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    refused(
        "a cost must have 0 <= steps <= calls and 0 <= replyTokens <= mostReplyTokens, had calls 1,"
            + " steps 2, promptTokens 3, replyTokens 4, mostReplyTokens 5",
        () -> new RankingCost(1, 2, 3, 4, 5));
    refused(
        "times must be at least 0, were PT-1S, PT0S and PT0S",
        () -> new ModelSpeed(Duration.ofSeconds(-1), Duration.ZERO, Duration.ZERO));
    refused("maxCandidates must be 2 to 200, was 1", () -> AskOptions.DEFAULT.withMaxCandidates(1));
    refused(
        "minTime must be at least 0, was PT-1S",
        () -> AskOptions.DEFAULT.withMinTime(Duration.ofSeconds(-1)));
    refused("children must be 1 to 25, was 26", () -> SetwiseOptions.DEFAULT.withChildren(26));
    refused("top must be at least 1, was 0", () -> SetwiseOptions.DEFAULT.withTop(0));
    refused("votes must be 1 to 25, was 0", () -> SetwiseOptions.DEFAULT.withVotes(0));
    refused("top and passes must be at least 1, was 0", () -> PairwiseSort.heap(0));
    LlmReRanker listwise = LlmReRanker.listwise(Ranked.HONEST);
    refused("concurrency must be 1 to 256, was 0", () -> listwise.concurrency(0));
    refused("rounds must be 2 to 200, were 1", () -> listwise.rounds(1, Aggregation.borda()));
    refused(
        "concurrency must be 1 to 256, was 257",
        () -> LlmRanker.pairwise((ChoiceModel) Ranked.HONEST, AskOptions.DEFAULT).concurrency(257));
  }

  @Test
  void slotsAreThoseOfOneList() {
    for (LlmReRanker other :
        List.of(
            LlmReRanker.setwise(Ranked.HONEST),
            LlmReRanker.listwise(Ranked.HONEST).rounds(2, Aggregation.borda()),
            LlmReRanker.listwise(Ranked.HONEST).window(Window.DEFAULT))) {
      assertThrows(IllegalStateException.class, () -> other.slotCorrected(SlotCorrection.none()));
      assertThrows(IllegalStateException.class, () -> other.loggedTo(run -> {}));
    }
    assertEquals(
        "loggedTo is for a method that shows one list, and comes before rounds and window; was"
            + " setwise",
        assertThrows(
                IllegalStateException.class,
                () -> LlmReRanker.setwise(Ranked.HONEST).loggedTo(run -> {}))
            .getMessage());
  }

  @Test
  void askingIsNotNeededForAnEstimate() {
    assertEquals(
        RankingCost.NONE,
        LlmReRanker.listwise(Ranked.HONEST)
            .estimate(Films.context(Films.candidates()), Films.candidates().subList(0, 1)));
  }
}
