package io.llmrec.prompt.enrich;

import io.llmrec.core.llm.LlmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Does the same for several places with a bounded number of daemon threads, which end with the
 * call.
 *
 * <p>Places are begun in their order. The first failure stops the call: what is under way is
 * interrupted, what is not is never begun. So does an interrupt of the caller, who then does not
 * wait for what is under way.
 */
final class Parallel<T> {

  private final IntFunction<T> work;
  private final List<T> results;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();

  private Parallel(int count, T none, IntFunction<T> work) {
    this.work = work;
    this.results = Collections.synchronizedList(new ArrayList<>(Collections.nCopies(count, none)));
  }

  /**
   * The results in the order of their places.
   *
   * @param none fills places until they have a result
   * @throws RuntimeException the first failure, as it was thrown
   */
  static <T> List<T> run(int count, int concurrency, T none, IntFunction<T> work) {
    Parallel<T> run = new Parallel<>(count, none, work);
    int threads = Math.min(count, concurrency);
    if (threads <= 1) {
      run.goOn();
    } else {
      run.goOnTogether(threads);
    }
    run.rethrow();
    return new ArrayList<>(run.results);
  }

  private void goOnTogether(int count) {
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  goOn();
                } finally {
                  done.countDown();
                }
              },
              "llmrec-enrich-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(LlmException.permanent("interrupted while waiting for a model", e));
    }
  }

  private void goOn() {
    for (int i = next.getAndIncrement(); i < results.size(); i = next.getAndIncrement()) {
      if (failure.get() != null) {
        return;
      }
      try {
        results.set(i, work.apply(i));
      } catch (RuntimeException | Error e) {
        stop(e);
        return;
      }
    }
  }

  private void stop(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      Thread self = Thread.currentThread();
      threads.stream().filter(thread -> thread != self).forEach(Thread::interrupt);
    }
  }

  private void rethrow() {
    Throwable cause = failure.get();
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
  }
}
