package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.prompt.batch.JobReport.Outcome;
import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.prompt.wrap.BudgetLimits;
import io.llmrec.prompt.wrap.RateLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobCeilingsTest {

  private static final TokenPrice PRICE = TokenPrice.perMillion("10", "20");

  @TempDir Path folder;

  private EnrichmentJob job(BudgetLimits limits, Jobs.Model model) {
    return Jobs.builder(folder, model).options(Jobs.QUICK.withBudget(limits)).build();
  }

  @Test
  void stopsBeforeTheTokensRunOutAndGoesOnWithMore() {
    Jobs.Model model = new Jobs.Model();
    try (EnrichmentJob job = job(BudgetLimits.NONE.withTokens(5000), model)) {
      JobReport report = job.run(Jobs.items(1000), 1000);

      assertEquals(Outcome.TOKEN_CEILING, report.outcome());
      assertTrue(report.reason().contains("of the budget of 5000"), report.reason());
      assertTrue(job.spent().tokens() <= 5000);
      assertTrue(report.counts().enriched() > 50, report.toString());
      assertEquals(0, report.counts().dead(), "what was not asked about is not dead");
    }
    int first = model.asked().size();
    try (EnrichmentJob job = job(BudgetLimits.NONE.withTokens(8000), model)) {
      JobReport report = job.run(Jobs.items(1000), 1000);

      assertEquals(Outcome.TOKEN_CEILING, report.outcome());
      assertTrue(job.spent().tokens() <= 8000, "the ceiling is one over all runs");
      assertTrue(report.counts().enriched() > 20, report.toString());
      assertEquals(first, report.counts().kept());
    }
    try (EnrichmentJob job = job(BudgetLimits.NONE.withTokens(8000).withTokens(7000), model)) {
      JobReport report = job.run(Jobs.items(1000), 1000);

      assertEquals(Outcome.TOKEN_CEILING, report.outcome());
      assertEquals("it was reached in an earlier run", report.reason());
    }
    try (EnrichmentJob job = job(BudgetLimits.NONE, model)) {
      assertEquals(Outcome.FINISHED, job.run(Jobs.items(1000), 1000).outcome());
    }
    assertEquals(1000, model.asked().size(), "nothing was paid for twice");
  }

  @Test
  void stopsBeforeTheMoneyRunsOut() {
    BudgetLimits limits = BudgetLimits.NONE.withMoney(new BigDecimal("0.40"), PRICE);
    try (EnrichmentJob job = job(limits, new Jobs.Model())) {
      JobReport report = job.run(Jobs.items(1000), 1000);

      assertEquals(Outcome.MONEY_CEILING, report.outcome());
      assertTrue(report.spent().money().compareTo(new BigDecimal("0.40")) <= 0);
      assertTrue(report.counts().enriched() >= 35, report.toString());
      assertEquals(0, report.counts().dead());
    }
  }

  @Test
  void stopsWhenTheTimeIsOver() {
    BudgetLimits limits = BudgetLimits.NONE.withTime(Duration.ofNanos(1));
    try (EnrichmentJob job = job(limits, new Jobs.Model())) {
      JobReport report = job.run(Jobs.items(10), 10);

      assertEquals(Outcome.TIME_CEILING, report.outcome());
      assertEquals(0, report.counts().done());
    }
  }

  @Test
  void aRateLimitNeverMakesADeadLetter() {
    Jobs.Model model = new Jobs.Model();
    JobOptions options = Jobs.QUICK.withRate(RateLimits.ofRequests(1_000_000));
    try (EnrichmentJob job = Jobs.builder(folder, model).options(options).build()) {
      assertEquals(200, job.run(Jobs.items(200), 200).counts().enriched());
    }
  }

  @Test
  void theModelGetsItsOwnTimeLimitHoweverLongTheWait() {
    List<Duration> limits = new ArrayList<>();
    try (EnrichmentJob job =
        EnrichmentJob.builder(
                folder,
                Writer::new,
                prompt -> {
                  limits.add(prompt.options().timeout());
                  return Jobs.summary("A cup.");
                },
                "small-1")
            .build()) {
      job.run(Jobs.items(1), 1);
    }

    assertEquals(List.of(Duration.ofMinutes(1)), limits);
  }

  @Test
  void estimatesWithoutACall() {
    Jobs.Model model = new Jobs.Model();
    JobOptions options = Jobs.QUICK.withBudget(BudgetLimits.NONE.withMoney(BigDecimal.TEN, PRICE));
    try (EnrichmentJob job = Jobs.builder(folder, model).options(options).build()) {
      JobEstimate estimate = job.estimate(Jobs.items(1000), Duration.ofSeconds(2));

      assertEquals(List.of(), model.asked());
      assertEquals(1000, estimate.items());
      assertEquals(1000, estimate.toAsk());
      assertEquals(200, estimate.sample().size());
      assertTrue(estimate.sample().get(0).text().contains("Cup n"));
      long tokens =
          Jobs.items(1000).stream()
              .mapToLong(item -> tokens(estimate.sample(), item.title()))
              .sum();
      assertEquals(tokens, estimate.most().tokens(), tokens * 0.01);
      long in = estimate.most().tokens() - 256 * 1000;
      assertEquals(
          PRICE.of(in, 256 * 1000).doubleValue(), estimate.most().money().doubleValue(), 1e-4);
      assertEquals(Duration.ofSeconds(1000), estimate.time(), "2 s, 2 at a time");
      assertEquals(estimate.most(), estimate.expected());
    }
  }

  /** What a prompt about a title costs at most: all prompts of the sample differ in it alone. */
  private static long tokens(List<Prompt> sample, String title) {
    Prompt any = sample.get(0);
    String text = any.text();
    int from = text.indexOf("Cup n");
    String other = text.substring(from, text.indexOf('"', from));
    return TokenEstimate.of(any) - TokenEstimate.of(other) + TokenEstimate.of(title);
  }

  @Test
  void estimatesByWhatItemsCostBefore() {
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).build()) {
      job.run(Jobs.items(100), 100);

      JobEstimate estimate = job.estimate(Jobs.items(300), Duration.ofSeconds(1));

      assertEquals(300, estimate.items());
      assertEquals(200, estimate.toAsk());
      assertEquals(200, estimate.expected().calls());
      assertEquals(10_000, estimate.expected().tokens());
      assertEquals(0, new BigDecimal("2").compareTo(estimate.expected().money()));
      assertEquals(Duration.ofSeconds(100), estimate.time());
    }
  }

  @Test
  void theRateLimitBoundsTheEstimate() {
    JobOptions options = Jobs.QUICK.withRate(RateLimits.ofRequests(60));
    try (EnrichmentJob job = Jobs.builder(folder, new Jobs.Model()).options(options).build()) {
      assertEquals(
          Duration.ofSeconds(100), job.estimate(Jobs.items(100), Duration.ofMillis(1)).time());
      assertThrows(IllegalArgumentException.class, () -> job.estimate(List.of(), Duration.ZERO));
      JobEstimate none = job.estimate(List.of(), Duration.ofSeconds(1));
      assertEquals(0, none.most().tokens());
      assertEquals(Duration.ZERO, none.time());
    }
  }
}
