package io.llmrec.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One stage, on a clock that the test moves. */
class StageRunnerTest {

  private final AtomicLong nanos = new AtomicLong();
  private final StageContext context =
      new StageContext(
          Samples.request(),
          Samples.prepared(),
          new BudgetMeter(Budget.of(Duration.ofSeconds(10)), nanos::get),
          item -> true);

  private StageRunner.Ran<List<String>> run(StageRunner runner) {
    return runner.run("stage", 7, context, own -> List.of("done"), List::size);
  }

  @Test
  void runsAStageThatHasTimeLeft() {
    try (StageRunner runner = new StageRunner(FailurePolicy.DEGRADE, 1)) {
      nanos.set(Duration.ofMillis(9_000).toNanos());

      StageRunner.Ran<List<String>> ran = run(runner);

      assertEquals(List.of("done"), ran.value());
      assertEquals(Outcome.RAN, ran.trace().outcome());
      assertEquals(7, ran.trace().in());
      assertEquals(1, ran.trace().out());
    }
  }

  @Test
  void doesNotStartAStageThatHasNone() {
    try (StageRunner runner = new StageRunner(FailurePolicy.DEGRADE, 1)) {
      nanos.set(Duration.ofSeconds(10).toNanos());

      StageRunner.Ran<List<String>> ran = run(runner);

      assertNull(ran.value());
      assertEquals(Outcome.SKIPPED, ran.trace().outcome());
      assertEquals("no time was left", ran.trace().reason());
      assertEquals(7, ran.trace().out());
    }
  }

  @Test
  void startsNothingAfterItWasClosed() {
    StageRunner runner = new StageRunner(FailurePolicy.DEGRADE, 1);
    runner.close();

    assertEquals(Outcome.SKIPPED, run(runner).trace().outcome());
    assertEquals("the recommender is closed", run(runner).trace().reason());
  }
}
