package io.llmrec.prompt.batch;

import io.llmrec.prompt.wrap.BudgetLimits;
import io.llmrec.prompt.wrap.ConcurrencyOptions;
import io.llmrec.prompt.wrap.RateLimits;
import io.llmrec.prompt.wrap.RetryOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast a job goes, how much it may spend and how patient it is.
 *
 * @param concurrency how many calls are under way; the limit follows what the model bears
 * @param rate how much the model accepts in a minute, or null for no limit
 * @param retries how often and how fast a call is made again
 * @param budget tokens and money for the whole folder, what was spent in earlier runs included;
 *     time for each run
 * @param rounds how often an item whose calls all failed is taken up before it is dead, at least 1
 * @param failuresInARow after how many items in a row that failed, with no reply between, a run
 *     stops because the model seems to be down, at least 1
 */
public record JobOptions(
    ConcurrencyOptions concurrency,
    @Nullable RateLimits rate,
    RetryOptions retries,
    BudgetLimits budget,
    int rounds,
    int failuresInARow) {

  /**
   * 16 calls at first, 1 to 64, slow after a minute; no rate limit; {@link RetryOptions#DEFAULT};
   * no budget; 2 rounds; 100 failures in a row.
   */
  public static final JobOptions DEFAULT =
      new JobOptions(
          new ConcurrencyOptions(16, 1, 64, Duration.ofMinutes(1)),
          null,
          RetryOptions.DEFAULT,
          BudgetLimits.NONE,
          2,
          100);

  /** Checks the ranges. */
  public JobOptions {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, was " + rounds);
    }
    if (failuresInARow < 1) {
      throw new IllegalArgumentException(
          "failuresInARow must be at least 1, was " + failuresInARow);
    }
  }

  /** These options with another number of calls under way. */
  public JobOptions withConcurrency(ConcurrencyOptions other) {
    return new JobOptions(other, rate, retries, budget, rounds, failuresInARow);
  }

  /** These options with a limit to the rate. */
  public JobOptions withRate(RateLimits limits) {
    return new JobOptions(concurrency, limits, retries, budget, rounds, failuresInARow);
  }

  /** These options with another way to try again. */
  public JobOptions withRetries(RetryOptions other) {
    return new JobOptions(concurrency, rate, other, budget, rounds, failuresInARow);
  }

  /** These options with a budget. */
  public JobOptions withBudget(BudgetLimits limits) {
    return new JobOptions(concurrency, rate, retries, limits, rounds, failuresInARow);
  }

  /** These options with another number of rounds. */
  public JobOptions withRounds(int number) {
    return new JobOptions(concurrency, rate, retries, budget, number, failuresInARow);
  }

  /** These options with another number of failures before a run stops. */
  public JobOptions withFailuresInARow(int number) {
    return new JobOptions(concurrency, rate, retries, budget, rounds, number);
  }
}
