package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.time.Duration;
import java.util.List;

/**
 * Asks a re-ranker again when it throws a failure that may pass, as {@link RetryingModel} does.
 *
 * <p>Safe for use by several threads. The deadline over tries and waits is the timeout or what the
 * request has left, whichever ends first; a try that has begun is ended by the re-ranker's own time
 * alone. A re-ranker that does not throw but degrades the stage is asked once.
 */
public final class RetryingReRanker implements ReRanker {

  private final ReRanker reRanker;
  private final Duration timeout;
  private final Retries retries;

  RetryingReRanker(ReRanker reRanker, Duration timeout, Retries retries) {
    Deadline.check(timeout);
    this.reRanker = reRanker;
    this.timeout = timeout;
    this.retries = retries;
  }

  /** Tries again as {@link RetryOptions#DEFAULT} says. */
  public static RetryingReRanker around(ReRanker reRanker, Duration timeout) {
    return around(reRanker, timeout, RetryOptions.DEFAULT);
  }

  /**
   * Tries again as the options say.
   *
   * @param timeout after which no further try of a call begins, more than 0
   * @param options without {@link RetryOptions#longestTry}
   */
  public static RetryingReRanker around(ReRanker reRanker, Duration timeout, RetryOptions options) {
    return new RetryingReRanker(reRanker, timeout, Retries.ofWholeCalls(options));
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException the last failure, upon which a pipeline keeps the incoming order
   */
  @Override
  public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
    Deadline deadline = Deadline.of(limit(context.budget()), retries.ticker());
    return retries.call(deadline, () -> reRanker.rerank(context, candidates));
  }

  private Duration limit(BudgetMeter budget) {
    Duration left = budget.timeLeft();
    return budget.hasDeadline() && left.compareTo(timeout) < 0 ? left : timeout;
  }

  @Override
  public String toString() {
    return "RetryingReRanker[" + retries.options().maxTries() + ", " + reRanker + "]";
  }
}
