package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a second, equal request when the first takes longer than most, and takes the reply that
 * comes first; the other request is interrupted. As in Dean and Barroso, "The tail at scale",
 * Communications of the ACM 56 (2013).
 *
 * <p>Safe for use by several threads; close it. Calls run on daemon threads of its own, which end
 * after a minute without work. A second request may cost as much as the first. When one of the two
 * fails the other is waited for.
 */
public final class HedgedModel implements LanguageModel, AutoCloseable {

  private final LanguageModel model;
  private final HedgeOptions options;
  private final Ticker ticker;
  private final LatencyWindow latencies = new LatencyWindow();
  private final ExecutorService threads;
  private long calls;
  private long hedges;

  HedgedModel(LanguageModel model, HedgeOptions options, Ticker ticker) {
    this.model = model;
    this.options = options;
    this.ticker = ticker;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "llmrec-hedge-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Hedges as {@link HedgeOptions#DEFAULT} says. */
  public static HedgedModel around(LanguageModel model) {
    return around(model, HedgeOptions.DEFAULT);
  }

  /** Hedges as the options say. */
  public static HedgedModel around(LanguageModel model, HedgeOptions options) {
    return new HedgedModel(model, options, Ticker.SYSTEM);
  }

  /** How many second requests were sent. */
  public synchronized long hedges() {
    return hedges;
  }

  @Override
  public Reply complete(Prompt prompt) {
    Deadline deadline = Deadline.of(prompt, ticker);
    CompletionService<Reply> done = new ExecutorCompletionService<>(threads);
    List<Future<Reply>> requests = new ArrayList<>();
    try {
      requests.add(done.submit(() -> timed(prompt)));
      Future<Reply> first = firstOrHedge(done, requests, prompt, deadline);
      return best(first, requests, done, deadline);
    } catch (InterruptedException e) {
      throw Deadline.interrupted("waiting for the model", e);
    } finally {
      requests.forEach(request -> request.cancel(true));
    }
  }

  /** Ends its threads; calls under way are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "HedgedModel[" + hedges() + " hedges, " + model + "]";
  }

  private Reply timed(Prompt prompt) {
    long start = ticker.nanos();
    Reply reply = model.complete(prompt);
    latencies.add(ticker.nanos() - start);
    return reply;
  }

  /** The request that ended first, or null when time is up; a second one may have been sent. */
  private @Nullable Future<Reply> firstOrHedge(
      CompletionService<Reply> done, List<Future<Reply>> requests, Prompt prompt, Deadline deadline)
      throws InterruptedException {
    long delay = delay();
    long left = deadline.left();
    if (delay < left) {
      Future<Reply> early = done.poll(delay, TimeUnit.NANOSECONDS);
      if (early != null) {
        return early;
      }
      if (mayHedge()) {
        Prompt second = deadline.leftFor(prompt);
        requests.add(done.submit(() -> timed(second)));
      }
    }
    return done.poll(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
  }

  private static Reply best(
      @Nullable Future<Reply> first,
      List<Future<Reply>> requests,
      CompletionService<Reply> done,
      Deadline deadline)
      throws InterruptedException {
    LlmException failure = null;
    Future<Reply> ended = first;
    for (int i = 1; ended != null; i++) {
      try {
        return ended.get();
      } catch (ExecutionException e) {
        failure = failure(e.getCause());
      }
      boolean more = i < requests.size();
      ended = more ? done.poll(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS) : null;
    }
    throw failure != null
        ? failure
        : LlmException.retryable("no reply within " + deadline.timeout(), null);
  }

  /** A failure that names the caller's place too, not only that of the request's thread. */
  private static LlmException failure(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e
        ? Failures.again(Failures.of(e))
        : LlmException.retryable("the model failed: " + cause, cause);
  }

  private synchronized long delay() {
    calls++;
    return latencies.size() < options.minCalls()
        ? Long.MAX_VALUE
        : latencies.quantile(options.quantile());
  }

  private synchronized boolean mayHedge() {
    if (hedges + 1 > options.maxShare() * calls) {
      return false;
    }
    hedges++;
    return true;
  }
}
