package io.llmrec.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does numbered pieces of work on a few threads of its own. */
final class Workers {

  private Workers() {}

  /**
   * Does pieces 0 to {@code count} - 1. What a piece throws stops the others and is thrown here.
   *
   * @throws IllegalStateException when the calling thread is interrupted
   */
  static void run(int count, int threads, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              piece.accept(i);
            }
          } finally {
            // Nothing is left, or this worker failed and the others need not go on.
            next.set(count);
          }
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads, Workers::thread);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(worker));
      }
      for (Future<?> future : running) {
        await(future);
      }
    } finally {
      next.set(count);
      pool.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "llmrec-eval");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while evaluating", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
