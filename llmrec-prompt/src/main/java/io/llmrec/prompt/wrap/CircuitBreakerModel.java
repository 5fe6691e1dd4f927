package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Asks no more of a backend that fails: after too many failures it opens and fails every call at
 * once, retryable, saying for how long; then one call tries whether the backend is back.
 *
 * <p>Safe for use by several threads. Only failures that may pass count; a prompt that the backend
 * refuses says nothing about its health, and neither does a caller who was interrupted.
 */
public final class CircuitBreakerModel implements LanguageModel {

  /** Whether calls pass. */
  public enum State {
    /** All pass. */
    CLOSED,
    /** None passes. */
    OPEN,
    /** One is trying whether the backend is back; no other passes. */
    TRYING
  }

  private enum Outcome {
    GOOD,
    BAD,
    UNCLEAR
  }

  private final LanguageModel model;
  private final BreakerOptions options;
  private final Ticker ticker;
  private final Deque<Outcome> latest = new ArrayDeque<>();
  private State state = State.CLOSED;
  private long opened;
  private long epoch;

  CircuitBreakerModel(LanguageModel model, BreakerOptions options, Ticker ticker) {
    this.model = model;
    this.options = options;
    this.ticker = ticker;
  }

  /** A closed breaker with {@link BreakerOptions#DEFAULT}. */
  public static CircuitBreakerModel around(LanguageModel model) {
    return around(model, BreakerOptions.DEFAULT);
  }

  /** A closed breaker. */
  public static CircuitBreakerModel around(LanguageModel model, BreakerOptions options) {
    return new CircuitBreakerModel(model, options, Ticker.SYSTEM);
  }

  /** Whether calls pass at present; an open breaker stays so until a call comes to try. */
  public synchronized State state() {
    return state;
  }

  @Override
  public Reply complete(Prompt prompt) {
    long begun = enter();
    Outcome outcome = Outcome.BAD;
    try {
      Reply reply = model.complete(prompt);
      outcome = Outcome.GOOD;
      return reply;
    } catch (LlmException e) {
      outcome = e.retryable() ? Outcome.BAD : Outcome.UNCLEAR;
      throw e;
    } finally {
      leave(begun, Failures.isInterrupted() ? Outcome.UNCLEAR : outcome);
    }
  }

  private synchronized long enter() {
    if (state == State.CLOSED) {
      return epoch;
    }
    long left = Deadline.nanos(options.open()) - (ticker.nanos() - opened);
    if (state == State.TRYING || left > 0) {
      Duration wait = Duration.ofNanos(Math.max(left, 0));
      String message = "the circuit breaker is %s after failures of %s".formatted(state, model);
      throw left > 0
          ? LlmException.retryableAfter(message, wait, null)
          : LlmException.retryable(message, null);
    }
    state = State.TRYING;
    return ++epoch;
  }

  private synchronized void leave(long begun, Outcome outcome) {
    if (begun != epoch) {
      return;
    }
    if (state == State.TRYING) {
      if (outcome == Outcome.GOOD) {
        state = State.CLOSED;
        latest.clear();
      } else {
        open(outcome);
      }
    } else if (outcome != Outcome.UNCLEAR) {
      record(outcome);
    }
  }

  /** A trial that shows nothing lets the next call try at once. */
  private void open(Outcome outcome) {
    state = State.OPEN;
    epoch++;
    latest.clear();
    opened =
        outcome == Outcome.BAD ? ticker.nanos() : ticker.nanos() - Deadline.nanos(options.open());
  }

  private void record(Outcome outcome) {
    latest.add(outcome);
    if (latest.size() > options.calls()) {
      latest.removeFirst();
    }
    long bad = latest.stream().filter(Outcome.BAD::equals).count();
    if (latest.size() == options.calls() && bad >= options.failing() * options.calls()) {
      open(Outcome.BAD);
    }
  }

  @Override
  public String toString() {
    return "CircuitBreakerModel[" + state() + ", " + model + "]";
  }
}
