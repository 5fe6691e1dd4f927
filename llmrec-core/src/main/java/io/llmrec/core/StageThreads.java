package io.llmrec.core;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of stages that have a deadline, so many at most.
 *
 * <p>Permits are counted, not threads: a thread that has just ended its work is not yet ready for
 * more, and its next stage would be refused.
 */
final class StageThreads implements AutoCloseable {

  private final int most;
  private final Semaphore free;
  private final ExecutorService workers;

  StageThreads(int most) {
    this.most = most;
    this.free = new Semaphore(most);
    AtomicInteger number = new AtomicInteger();
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "llmrec-stage-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Work on a thread. Its permit is free again before anyone can see its result. */
  static final class Task<T> extends FutureTask<T> {

    private final Permit permit;

    private Task(Callable<T> work, Permit permit) {
      super(
          () -> {
            try {
              return work.call();
            } finally {
              permit.free();
            }
          });
      this.permit = permit;
    }

    /** Frees the permit of work that was cancelled before it began, too. */
    @Override
    public void run() {
      try {
        super.run();
      } finally {
        permit.free();
      }
    }
  }

  private static final class Permit {

    private final Semaphore from;
    private final AtomicBoolean held = new AtomicBoolean(true);

    Permit(Semaphore from) {
      this.from = from;
    }

    void free() {
      if (held.compareAndSet(true, false)) {
        from.release();
      }
    }
  }

  /** Starts work; null when all threads are at work, or closed. */
  <T> @Nullable Task<T> start(Callable<T> work) {
    if (!free.tryAcquire()) {
      return null;
    }
    Permit permit = new Permit(free);
    try {
      Task<T> task = new Task<>(work, permit);
      workers.execute(task);
      return task;
    } catch (RejectedExecutionException e) {
      permit.free();
      return null;
    }
  }

  /** Why {@link #start} gave nothing. */
  String refusal() {
    return workers.isShutdown()
        ? "the recommender is closed"
        : "all %d stage threads are busy with stages that do not end".formatted(most);
  }

  /** Interrupts all work. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
