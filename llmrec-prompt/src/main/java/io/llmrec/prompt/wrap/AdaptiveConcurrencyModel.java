package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out how many calls a backend bears at a time: the limit grows by one for each round of good
 * replies and is halved by a sign of overload. Additive increase and multiplicative decrease, as in
 * Chiu and Jain, "Analysis of the increase and decrease algorithms for congestion avoidance in
 * computer networks", Computer Networks and ISDN Systems 17 (1989).
 *
 * <p>Safe for use by several threads. A sign of overload is a retryable failure or a slow reply;
 * calls that began before the limit was last halved do not halve it again. The limit grows only
 * while it is needed. Callers over the limit wait in the order they came, at most for the prompt's
 * timeout, and then fail, retryable.
 */
public final class AdaptiveConcurrencyModel implements LanguageModel {

  private final LanguageModel model;
  private final ConcurrencyOptions options;
  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private double limit;
  private int underWay;
  private long epoch;

  AdaptiveConcurrencyModel(LanguageModel model, ConcurrencyOptions options, Ticker ticker) {
    this.model = model;
    this.options = options;
    this.ticker = ticker;
    this.limit = options.start();
  }

  /** Begins with {@link ConcurrencyOptions#DEFAULT}. */
  public static AdaptiveConcurrencyModel around(LanguageModel model) {
    return around(model, ConcurrencyOptions.DEFAULT);
  }

  /** Begins as the options say. */
  public static AdaptiveConcurrencyModel around(LanguageModel model, ConcurrencyOptions options) {
    return new AdaptiveConcurrencyModel(model, options, Ticker.SYSTEM);
  }

  /** How many calls may be under way at present. */
  public int limit() {
    lock.lock();
    try {
      return (int) limit;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Reply complete(Prompt prompt) {
    Deadline deadline = Deadline.of(prompt, ticker);
    long begun = enter(deadline);
    Outcome outcome = Outcome.UNCLEAR;
    try {
      Prompt left = deadline.leftFor(prompt);
      long start = ticker.nanos();
      outcome = Outcome.OVERLOAD;
      Reply reply = model.complete(left);
      long slow = Deadline.nanos(options.slow());
      outcome = ticker.nanos() - start > slow ? Outcome.OVERLOAD : Outcome.GOOD;
      return reply;
    } catch (LlmException e) {
      outcome = e.retryable() ? outcome : Outcome.UNCLEAR;
      throw e;
    } finally {
      leave(begun, outcome);
    }
  }

  private enum Outcome {
    GOOD,
    OVERLOAD,
    UNCLEAR
  }

  private long enter(Deadline deadline) {
    lock.lock();
    try {
      while (underWay >= (int) limit) {
        long left = deadline.left();
        if (left <= 0) {
          throw LlmException.retryable(
              "%d calls are under way and none ended within %s"
                  .formatted(underWay, deadline.timeout()),
              null);
        }
        freed.await(left, TimeUnit.NANOSECONDS);
      }
      underWay++;
      return epoch;
    } catch (InterruptedException e) {
      freed.signal();
      throw Deadline.interrupted("waiting for a call to end", e);
    } finally {
      lock.unlock();
    }
  }

  private void leave(long begun, Outcome outcome) {
    lock.lock();
    try {
      if (outcome == Outcome.OVERLOAD && begun == epoch) {
        limit = Math.max(options.least(), Math.floor(limit / 2));
        epoch++;
      } else if (outcome == Outcome.GOOD && underWay * 2 >= limit) {
        limit = Math.min(options.most(), limit + 1 / limit);
      }
      underWay--;
      for (int free = (int) limit - underWay; free > 0; free--) {
        freed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "AdaptiveConcurrencyModel[" + limit() + ", " + model + "]";
  }
}
