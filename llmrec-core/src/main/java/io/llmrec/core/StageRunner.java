package io.llmrec.core;

import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.request.StageContext;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stage of one request, and never lets it take more than the time that is left.
 *
 * <p>Without a deadline a stage runs on the request's own thread. With one it runs on a thread of
 * the runner, which is interrupted and left behind when the time is up.
 */
final class StageRunner implements AutoCloseable {

  private final FailurePolicy policy;
  private final ThreadPoolExecutor workers;

  StageRunner(FailurePolicy policy, int maxThreads) {
    this.policy = policy;
    AtomicInteger number = new AtomicInteger();
    workers =
        new ThreadPoolExecutor(
            0,
            maxThreads,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "llmrec-stage-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What a stage gave, null where it gave nothing usable, and its trace. */
  record Ran<T>(@Nullable T value, StageTrace trace) {}

  /**
   * Runs a stage.
   *
   * @param in how many items it is given
   * @param work throws {@link StageException} or any other runtime exception when it fails
   * @param size how many items a result holds
   */
  <T> Ran<T> run(
      String stage,
      int in,
      StageContext context,
      Function<StageContext, T> work,
      ToIntFunction<T> size) {
    long start = System.nanoTime();
    Ending<T> ending = end(context, work);
    if (policy == FailurePolicy.STRICT && ending.outcome() != Outcome.RAN) {
      throw new StageException(stage, ending.reason(), ending.cause());
    }
    int out = ending.value() == null ? in : size.applyAsInt(ending.value());
    StageTrace trace =
        new StageTrace(
            stage,
            ending.outcome(),
            ending.reason(),
            in,
            out,
            Duration.ofNanos(System.nanoTime() - start),
            context.modelCalls(),
            context.counts());
    return new Ran<>(ending.value(), trace);
  }

  private record Ending<T>(
      Outcome outcome, String reason, @Nullable T value, @Nullable Throwable cause) {

    static <T> Ending<T> of(T value, @Nullable String degradation) {
      return degradation == null
          ? new Ending<>(Outcome.RAN, "", value, null)
          : new Ending<>(Outcome.DEGRADED, degradation, value, null);
    }

    static <T> Ending<T> failed(Throwable cause) {
      String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      return new Ending<>(Outcome.DEGRADED, message, null, cause);
    }

    static <T> Ending<T> skipped(String reason) {
      return new Ending<>(Outcome.SKIPPED, reason, null, null);
    }
  }

  private <T> Ending<T> end(StageContext context, Function<StageContext, T> work) {
    try {
      if (!context.budget().hasDeadline()) {
        return Ending.of(work.apply(context), context.degradation());
      }
      return endInTime(context, work);
    } catch (RuntimeException e) {
      return Ending.failed(e);
    }
  }

  private <T> Ending<T> endInTime(StageContext context, Function<StageContext, T> work) {
    Duration left = context.budget().timeLeft();
    if (left.isZero()) {
      return Ending.skipped("no time was left");
    }
    Future<T> future;
    try {
      future = workers.submit(() -> work.apply(context));
    } catch (RejectedExecutionException e) {
      return Ending.skipped(
          "all %d stage threads are busy with stages that do not end"
              .formatted(workers.getMaximumPoolSize()));
    }
    try {
      return Ending.of(future.get(left.toNanos(), TimeUnit.NANOSECONDS), context.degradation());
    } catch (TimeoutException e) {
      future.cancel(true);
      return Ending.failed(
          new TimeoutException(
              "gave no answer in the %d ms that were left".formatted(left.toMillis())));
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return Ending.failed(new IllegalStateException("the request's thread was interrupted", e));
    } catch (ExecutionException e) {
      return failed(e.getCause());
    }
  }

  private static <T> Ending<T> failed(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return Ending.failed(
        cause == null ? new IllegalStateException("failed without a cause") : cause);
  }

  /** Interrupts the stages still running. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
