package io.llmrec.rank.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageTrace;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.UserContext;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageQuestionTest {

  private static final List<String> GROUPS = List.of("Gloves", "Lights", "Coffee");

  private static GroupChoice choice(LanguageModel model) {
    return new GroupChoice("groups", model, 2, QuestionOptions.DEFAULT);
  }

  private static LanguageModel never() {
    return prompt -> {
      throw new AssertionError("asked");
    };
  }

  /** A context of which so much of the budget is gone already. */
  private static StageContext context(Budget budget, Duration gone) {
    AtomicLong clock = new AtomicLong();
    BudgetMeter meter = new BudgetMeter(budget, clock::get);
    clock.set(gone.toNanos());
    RecommendationRequest request =
        RecommendationRequest.forUser(Samples.user())
            .id("r")
            .within(budget)
            .at(Samples.NOW)
            .build();
    return new StageContext(request, Samples.prepared(), meter, item -> true);
  }

  @Test
  void tooLittleTimeOrMoneyIsNoQuestion() {
    StageContext late = context(Budget.of(Duration.ofSeconds(1)), Duration.ofMillis(900));
    StageContext poor = context(Budget.unlimited().withMoney(BigDecimal.ZERO), Duration.ZERO);

    assertEquals(List.of(), choice(never()).choose(late, GROUPS));
    assertEquals(List.of(), choice(never()).choose(poor, GROUPS));

    assertEquals(
        "groups: the model was not asked: more than 200 ms are needed, 100 ms are left",
        late.degradation());
    assertEquals(
        "groups: the model was not asked: the money of the request is spent", poor.degradation());
  }

  @Test
  void theTimeoutIsWhatTheRequestHasLeft() {
    List<Duration> timeouts = new ArrayList<>();
    LanguageModel model =
        prompt -> {
          timeouts.add(prompt.options().timeout());
          return Reply.of("{\"labels\": []}");
        };

    choice(model).choose(context(Budget.of(Duration.ofSeconds(10)), Duration.ofSeconds(4)), GROUPS);
    choice(model).choose(context(Budget.unlimited(), Duration.ZERO), GROUPS);

    assertEquals(List.of(Duration.ofSeconds(6), Duration.ofMinutes(1)), timeouts);
  }

  @Test
  void bothTriesAreReportedAndPaid() {
    LanguageModel model =
        prompt -> Reply.of("no").by("m").with(new Usage(100, 20, new BigDecimal("0.5"), false));
    StageContext context = context(Budget.unlimited().withTokens(100_000), Duration.ZERO);

    choice(model).choose(context, GROUPS);

    assertEquals(2, context.modelCalls().size());
    assertEquals(100_000 - 240, context.budget().tokensLeft());
    assertNotEquals(
        context.modelCalls().get(0).promptHash(), context.modelCalls().get(1).promptHash());
  }

  @Test
  void labelsAndOrderChangeWithTheRequestAlone() {
    List<String> prompts = new ArrayList<>();
    LanguageModel model =
        prompt -> {
          prompts.add(prompt.text());
          return Reply.of("{\"labels\": []}");
        };
    for (String id : List.of("a", "a", "b")) {
      RecommendationRequest request =
          RecommendationRequest.forUser(UserContext.cold("u")).id(id).at(Samples.NOW).build();
      choice(model).choose(StageContext.of(request, Samples.prepared()), GROUPS);
    }

    assertEquals(prompts.get(0), prompts.get(1));
    assertNotEquals(prompts.get(0), prompts.get(2));
  }

  @Test
  void badNumbersAreRefused() {
    assertEquals(
        "most must be at least 1, was 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new GroupChoice("g", never(), 0, QuestionOptions.DEFAULT))
            .getMessage());
    assertEquals(
        "groups must be 1 to 900, were 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> choice(never()).choose(Samples.context(), List.of()))
            .getMessage());
    assertEquals(
        "minTime must not be negative, was PT-1S",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new QuestionOptions(
                        null,
                        Item::title,
                        5,
                        QuestionOptions.DEFAULT.generation(),
                        Duration.ofSeconds(-1)))
            .getMessage());
  }

  @Test
  void inAPipelineAModelThatIsDownShowsAsDegraded(@TempDir Path folder) {
    Catalog catalog = Samples.catalog();
    LanguageModel down =
        prompt -> {
          throw LlmException.retryable("server is down", null);
        };
    GroupChoice choice = choice(down);
    Pipeline pipeline =
        Pipeline.over(catalog)
            .recall(
                "all",
                context ->
                    catalog.stream()
                        .filter(context::admits)
                        .map(item -> Candidate.of(item, 1))
                        .toList())
            .recall(
                "chosen",
                context -> {
                  choice.choose(context, GROUPS);
                  return List.of();
                })
            .build();

    try (Recommender recommender = pipeline.prepare(folder, Progress.none())) {
      RecommendationResult result = recommender.recommend(Samples.request());

      assertEquals(5, result.items().size());
      StageTrace trace =
          result.stages().stream()
              .filter(stage -> stage.stage().contains("chosen"))
              .findFirst()
              .orElseThrow();
      assertEquals(StageTrace.Outcome.DEGRADED, trace.outcome());
      assertTrue(trace.reason().endsWith("server is down"), trace.reason());
    }
  }
}
