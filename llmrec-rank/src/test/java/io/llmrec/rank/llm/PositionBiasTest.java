package io.llmrec.rank.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.eval.OrderAgreement;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.bias.RankingRun;
import io.llmrec.rank.bias.SlotCorrection;
import io.llmrec.rank.bias.SlotReport;
import io.llmrec.rank.choice.ChoiceModel;
import io.llmrec.rank.simulation.SimulatedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What a planted position bias takes, and what gives it back. */
class PositionBiasTest {

  private static final int REQUESTS = 40;
  private static final int COUNT = 12;

  private static SimulatedModel.Builder noisy() {
    return SimulatedModel.builder(Ranked.WORTH).noise(0.4).seed(3);
  }

  private static SimulatedModel bent(DoubleUnaryOperator effect) {
    return noisy().slotEffect(effect).build();
  }

  private static StageContext context(List<Candidate> given, int request) {
    return Films.context(
        RecommendationRequest.forUser(Films.viewer()).id("r" + request).build(), given);
  }

  /** Mean Kendall's tau of the order given and the true one. */
  private static double agreement(LlmReRanker reRanker) {
    double sum = 0;
    for (int request = 0; request < REQUESTS; request++) {
      List<Candidate> given = Ranked.candidates(COUNT, request);
      List<Candidate> order = reRanker.rerank(context(given, request), given);
      sum += OrderAgreement.kendallTau(Ranked.ids(order), Ranked.best(given)) / REQUESTS;
    }
    return sum;
  }

  private static List<RankingRun> log(SimulatedModel model) {
    List<RankingRun> log = new ArrayList<>();
    LlmReRanker logged =
        LlmReRanker.listwise(model)
            .loggedTo(log::add)
            .rounds(4, Aggregation.borda())
            .concurrency(1);
    for (int request = 0; request < REQUESTS; request++) {
      List<Candidate> given = Ranked.candidates(COUNT, 1000 + request);
      logged.rerank(context(given, 1000 + request), given);
    }
    return log;
  }

  @Test
  void balancedRoundsGiveBackWhatTheSlotsTook() {
    List<Aggregation> joins =
        List.of(Aggregation.borda(), Aggregation.reciprocalRank(), Aggregation.kemeny());
    LlmReRanker unbiased = LlmReRanker.listwise(noisy().build());
    double once = agreement(unbiased);
    List<Double> best = joins.stream().map(join -> agreement(unbiased.rounds(12, join))).toList();
    for (DoubleUnaryOperator effect :
        List.<DoubleUnaryOperator>of(
            slot -> 2 * slot, slot -> -2 * slot, slot -> 8 * (slot - 0.5) * (slot - 0.5))) {
      LlmReRanker biased = LlmReRanker.listwise(bent(effect));
      double taken = once - agreement(biased);
      assertTrue(taken > 0.1, "taken " + taken);
      for (int join = 0; join < joins.size(); join++) {
        double left = best.get(join) - agreement(biased.rounds(12, joins.get(join)));
        assertTrue(left < 0.25 * taken, "left %f of %f".formatted(left, taken));
      }
    }
  }

  @Test
  void theReportFindsThePlantedBiasAndNoneWhereThereIsNone() {
    SlotReport planted = SlotReport.of(log(bent(slot -> 1.5 * slot)), 199, 1);
    SlotReport none = SlotReport.of(log(noisy().build()), 199, 1);

    assertTrue(planted.biased());
    assertTrue(planted.f() > 10, "F " + planted.f());
    double before = Double.NEGATIVE_INFINITY;
    for (int slot = 0; slot < COUNT; slot += 3) {
      double effect = planted.effects().get(slot).mean();
      assertTrue(effect > before, planted::toMarkdown);
      before = effect;
    }
    assertFalse(none.biased(), none::toMarkdown);
    assertEquals(COUNT, none.effects().size());
  }

  @Test
  void aLearntCorrectionMakesASinglePassBetter() {
    SimulatedModel model = bent(slot -> 2 * slot);
    SlotCorrection correction = SlotCorrection.fit(log(model), 1);

    double biased = agreement(LlmReRanker.listwise(model));
    double corrected = agreement(LlmReRanker.listwise(model).slotCorrected(correction));

    assertTrue(corrected > biased + 0.05, biased + " to " + corrected);
  }

  @Test
  void methodsThatShowFewAreHurtLess() {
    SimulatedModel model = bent(slot -> 1.5 * slot);
    ChoiceModel choices = model;

    double listwise = agreement(LlmReRanker.listwise(model));
    double pointwise = agreement(LlmReRanker.pointwise(choices, AskOptions.DEFAULT));
    double pairwise =
        agreement(LlmReRanker.pairwise(choices, PairwiseSort.allPairs(), AskOptions.DEFAULT));

    assertTrue(pointwise > listwise + 0.05, listwise + " and " + pointwise);
    assertTrue(pairwise > listwise + 0.05, listwise + " and " + pairwise);
  }

  @Test
  void roundsMakeGoodWhatBrokenRepliesLose() {
    SimulatedModel faulty = noisy().dropped(0.15).repeated(0.15).invented(0.15).prose(0.5).build();

    double once = agreement(LlmReRanker.listwise(faulty));
    double joined = agreement(LlmReRanker.listwise(faulty).rounds(6, Aggregation.kemeny()));

    assertTrue(joined > once + 0.1, once + " to " + joined);
  }
}
