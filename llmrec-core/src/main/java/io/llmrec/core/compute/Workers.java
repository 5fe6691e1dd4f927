package io.llmrec.core.compute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A few threads that do numbered pieces of work. Which thread does a piece is left to chance, so a
 * piece must neither read nor write what another piece of the same run writes.
 */
public final class Workers implements AutoCloseable {

  private final int threads;
  private final ExecutorService pool;

  /** Starts no thread before the first run; {@link #close} ends them. */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
    this.threads = threads;
    pool = Executors.newFixedThreadPool(threads, Workers::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "llmrec-worker");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does pieces 0 to {@code count} - 1 and waits for them. What a piece throws stops the others and
   * is thrown here.
   *
   * @throws IllegalStateException when the calling thread is interrupted before or while it waits
   */
  public void run(int count, IntConsumer piece) {
    if (Thread.currentThread().isInterrupted()) {
      // The wait below notices nothing where the pieces are done before it begins.
      throw new IllegalStateException("interrupted before working");
    }
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              piece.accept(i);
            }
            return null;
          } finally {
            // Nothing is left, or this piece failed and the others need not go on.
            next.set(count);
          }
        };
    try {
      List<Future<Void>> done =
          new ArrayList<>(pool.invokeAll(Collections.nCopies(Math.min(threads, count), worker)));
      for (Future<Void> one : done) {
        one.get();
      }
    } catch (InterruptedException e) {
      next.set(count);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while working", e);
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  /** As {@link #run(int, IntConsumer)}, on threads of this one run. */
  public static void run(int count, int threads, IntConsumer piece) {
    try (Workers workers = new Workers(threads)) {
      workers.run(count, piece);
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    if (e.getCause() instanceof Error failure) {
      throw failure;
    }
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(e);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
