package io.llmrec.prompt.batch;

import io.llmrec.prompt.wrap.BudgetedModel.Spending;
import java.time.Duration;

/**
 * How a run ended. Whatever the outcome, all that was answered is kept, and the next run goes on
 * from there.
 *
 * @param outcome why it ended
 * @param reason more about it in words; empty when it finished
 * @param counts what became of the items
 * @param spent what the items settled in this run cost
 * @param elapsed how long it took
 */
public record JobReport(
    Outcome outcome, String reason, JobCounts counts, Spending spent, Duration elapsed) {

  /** Why a run ended. */
  public enum Outcome {
    /** Every item has a text or a dead letter. */
    FINISHED,
    /** The ceiling of tokens is reached. */
    TOKEN_CEILING,
    /** The ceiling of money is reached. */
    MONEY_CEILING,
    /** The time of the run is over. */
    TIME_CEILING,
    /** The model fails for every item, or for too many in a row. */
    MODEL_FAILS,
    /** The host stopped it, or interrupted the thread it ran on. */
    STOPPED
  }
}
