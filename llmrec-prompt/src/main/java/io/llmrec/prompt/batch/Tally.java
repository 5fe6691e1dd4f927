package io.llmrec.prompt.batch;

import io.llmrec.core.Progress;
import io.llmrec.prompt.batch.JobReport.Outcome;
import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.time.Duration;

/** Counts what a run does and tells a listener. Safe for use by several threads. */
final class Tally {

  private final String step;
  private final long expected;
  private final Progress progress;
  private final long start = System.nanoTime();
  private JobCounts counts = new JobCounts(0, 0, 0, 0, 0);
  private Spending spent = Spending.NONE;

  /**
   * A count from 0.
   *
   * @param expected how many items there will be, or 0 where that is unknown
   */
  Tally(String step, long expected, Progress progress) {
    this.step = step;
    this.expected = expected;
    this.progress = progress;
  }

  synchronized void enriched(Spending cost) {
    spent = spent.plus(cost);
    count(1, 0, 0, 0, 0);
  }

  synchronized void dead(Spending cost) {
    spent = spent.plus(cost);
    count(0, 1, 0, 0, 0);
  }

  synchronized void skipped(Ledger.Claim claim) {
    switch (claim) {
      case DONE -> count(0, 0, 1, 0, 0);
      case DEAD -> count(0, 0, 0, 1, 0);
      default -> count(0, 0, 0, 0, 1);
    }
  }

  private void count(int enriched, int dead, int kept, int keptDead, int repeated) {
    counts =
        new JobCounts(
            counts.enriched() + enriched,
            counts.dead() + dead,
            counts.kept() + kept,
            counts.keptDead() + keptDead,
            counts.repeated() + repeated);
    long done = counts.done();
    long reused = done - counts.enriched() - counts.dead();
    progress.update(new Progress.Update(step, done, Math.max(done, expected), reused, elapsed()));
  }

  synchronized JobReport report(Outcome outcome, String reason) {
    return new JobReport(outcome, reason, counts, spent, elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
