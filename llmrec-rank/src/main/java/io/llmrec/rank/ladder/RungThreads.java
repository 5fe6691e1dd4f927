package io.llmrec.rank.ladder;

import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs rungs against the clock, so many at a time, on daemon threads that end with their rung. Safe
 * for use by several threads.
 */
final class RungThreads {

  private final int most;
  private final Semaphore free;

  RungThreads(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** What a rung gave: an order, or why there is none. */
  record Outcome(@Nullable List<Candidate> order, @Nullable String failure) {

    static Outcome failed(@Nullable Throwable cause) {
      String message = cause == null ? null : cause.getMessage();
      return new Outcome(null, message == null ? String.valueOf(cause) : message);
    }
  }

  /** Runs a rung; without a limit on the caller's own thread. */
  Outcome run(
      Rung rung, StageContext context, List<Candidate> candidates, @Nullable Duration limit) {
    if (limit == null) {
      try {
        return new Outcome(rung.reRanker().rerank(context, candidates), null);
      } catch (RuntimeException e) {
        return Outcome.failed(e);
      }
    }
    if (!free.tryAcquire()) {
      return new Outcome(
          null, "all %d threads are busy with rungs that do not end".formatted(most));
    }
    FutureTask<List<Candidate>> task =
        new FutureTask<>(() -> rung.reRanker().rerank(context, candidates));
    Runnable work =
        () -> {
          try {
            task.run();
          } finally {
            free.release();
          }
        };
    Thread thread = new Thread(work, "llmrec-rung-" + rung.name());
    thread.setDaemon(true);
    thread.start();
    return await(task, limit);
  }

  private static Outcome await(FutureTask<List<Candidate>> task, Duration limit) {
    try {
      return new Outcome(task.get(limit.toNanos(), TimeUnit.NANOSECONDS), null);
    } catch (TimeoutException e) {
      task.cancel(true);
      return new Outcome(null, "gave no answer within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return new Outcome(null, "interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return Outcome.failed(e.getCause());
    }
  }
}
