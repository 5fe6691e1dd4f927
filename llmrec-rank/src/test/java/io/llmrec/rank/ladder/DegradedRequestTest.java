package io.llmrec.rank.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageTrace;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.Samples;
import io.llmrec.rank.llm.LlmReRanker;
import io.llmrec.rank.llm.ModelSpeed;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole requests with a language model that is down, stuck or cannot be afforded. */
class DegradedRequestTest {

  /** Far more than a loaded machine needs, and far less than the models would take. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Budget HALF_A_SECOND = Budget.of(Duration.ofMillis(500));

  @TempDir private Path folder;

  private static final LanguageModel DOWN =
      prompt -> {
        throw LlmException.retryable("connection refused", null);
      };

  private static final LanguageModel STUCK =
      prompt -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw LlmException.retryable("interrupted", null);
      };

  private static final ReRanker BACKWARDS =
      (context, candidates) -> {
        List<Candidate> order = new ArrayList<>(candidates);
        Collections.reverse(order);
        return order;
      };

  private static ReRanker ladder(LanguageModel model) {
    ModelSpeed speed = new ModelSpeed(Duration.ofMillis(1), Duration.ZERO, Duration.ZERO);
    return BudgetLadder.startingWith(Rung.of("llm", LlmReRanker.listwise(model), () -> speed, null))
        .then(Rung.of("small", BACKWARDS, RungCost.ofTime(Duration.ZERO)))
        .reserve(Duration.ofMillis(250))
        .build();
  }

  private StageTrace answered(ReRanker reRanker, Budget budget) {
    Pipeline pipeline =
        Pipeline.over(Samples.catalog())
            .recall("ready", context -> Samples.candidates())
            .reRank(reRanker, 20)
            .build();
    try (Recommender recommender = pipeline.prepare(folder, Progress.none())) {
      long start = System.nanoTime();
      RecommendationResult result =
          recommender.recommend(
              RecommendationRequest.forUser(Samples.user())
                  .limit(5)
                  .at(Samples.NOW)
                  .within(budget)
                  .build());
      assertTrue(System.nanoTime() - start < SOON.toNanos());
      assertEquals(5, result.items().size());
      assertTrue(result.degraded());
      return result.stages().get(1);
    }
  }

  private static void degraded(String reason, StageTrace trace) {
    assertEquals(StageTrace.Outcome.DEGRADED, trace.outcome());
    assertTrue(trace.reason().matches(reason), trace::reason);
  }

  @Test
  void aModelThatIsDown() {
    degraded(
        "listwise: the model gave no reply: connection refused",
        answered(LlmReRanker.listwise(DOWN), HALF_A_SECOND));
    degraded(
        "ladder: small was taken; llm: listwise: the model gave no reply: connection refused",
        answered(ladder(DOWN), Budget.of(Duration.ofMinutes(1))));
  }

  @Test
  void aModelThatIsStuck() {
    degraded(
        "gave no answer before the request's time was up",
        answered(LlmReRanker.listwise(STUCK), HALF_A_SECOND));
    degraded(
        "(ladder: \\w+ was taken; llm: |gave no answer before).*",
        answered(ladder(STUCK), HALF_A_SECOND));
  }

  @Test
  void aRequestThatCannotAffordTheModel() {
    degraded(
        "ladder: small was taken; llm: about \\d+ tokens are needed, 10 are left",
        answered(ladder(STUCK), Budget.unlimited().withTokens(10)));
    degraded(
        "ladder: small was taken; llm: about 0 of money is needed, 0 is left",
        answered(ladder(STUCK), Budget.unlimited().withMoney(BigDecimal.ZERO)));
  }
}
