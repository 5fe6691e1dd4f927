package io.llmrec.core;

import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.request.StageContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages of requests, and never lets one take more than the time that is left.
 *
 * <p>Without a deadline a stage runs on the request's own thread. With one it runs on a thread of
 * the runner, which is interrupted and left behind when the time is up.
 */
final class StageRunner implements AutoCloseable {

  private final FailurePolicy policy;
  private final StageThreads threads;

  StageRunner(FailurePolicy policy, int maxThreads) {
    this.policy = policy;
    this.threads = new StageThreads(maxThreads);
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
    return start(stage, in, context, work, size).get();
  }

  /**
   * As {@link #run}, but with a deadline does not wait for the stage before it is asked for what it
   * gave, so that others can run at the same time. A strict runner waits: the first failure is the
   * end.
   */
  <T> Supplier<Ran<T>> start(
      String stage,
      int in,
      StageContext context,
      Function<StageContext, T> work,
      ToIntFunction<T> size) {
    Timed<T> timed = new Timed<>(() -> work.apply(context));
    Supplier<Ending<T>> begun = begin(context, timed);
    Supplier<Ran<T>> ran =
        () -> {
          Ending<T> ending = begun.get();
          if (policy == FailurePolicy.STRICT && ending.outcome() != Outcome.RAN) {
            throw new StageException(stage, ending.reason(), ending.cause());
          }
          int out = ending.value() == null ? in : size.applyAsInt(ending.value());
          return new Ran<>(
              ending.value(),
              new StageTrace(
                  stage,
                  ending.outcome(),
                  ending.reason(),
                  in,
                  out,
                  timed.elapsed(),
                  context.modelCalls(),
                  context.counts()));
        };
    if (policy == FailurePolicy.STRICT) {
      Ran<T> now = ran.get();
      return () -> now;
    }
    return ran;
  }

  /** Work that knows how long it took. */
  private static final class Timed<T> implements Callable<T> {

    private final Supplier<T> work;
    private final long start = System.nanoTime();
    private volatile long nanos = -1;

    Timed(Supplier<T> work) {
      this.work = work;
    }

    @Override
    public T call() {
      try {
        return work.get();
      } finally {
        nanos = System.nanoTime() - start;
      }
    }

    Duration elapsed() {
      long known = nanos;
      return Duration.ofNanos(known < 0 ? System.nanoTime() - start : known);
    }
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

  private <T> Supplier<Ending<T>> begin(StageContext context, Timed<T> work) {
    if (!context.budget().hasDeadline()) {
      Ending<T> ending = here(context, work);
      return () -> ending;
    }
    if (context.budget().timeLeft().isZero()) {
      return () -> Ending.skipped("no time was left");
    }
    StageThreads.Task<T> begun = threads.start(work);
    return () -> begun == null ? late(context, work) : await(context, begun);
  }

  /** Where no thread was free before, one may be when the stages that began first have ended. */
  private <T> Ending<T> late(StageContext context, Timed<T> work) {
    if (context.budget().timeLeft().isZero()) {
      return Ending.skipped("no time was left");
    }
    StageThreads.Task<T> task = threads.start(work);
    return task == null ? Ending.skipped(threads.refusal()) : await(context, task);
  }

  private static <T> Ending<T> here(StageContext context, Timed<T> work) {
    try {
      return Ending.of(work.call(), context.degradation());
    } catch (RuntimeException e) {
      return Ending.failed(e);
    }
  }

  private static <T> Ending<T> await(StageContext context, StageThreads.Task<T> task) {
    long left = context.budget().timeLeft().toNanos();
    try {
      return Ending.of(task.get(left, TimeUnit.NANOSECONDS), context.degradation());
    } catch (TimeoutException e) {
      task.cancel(true);
      return Ending.failed(new TimeoutException("gave no answer before the request's time was up"));
    } catch (InterruptedException e) {
      task.cancel(true);
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
    threads.close();
  }
}
