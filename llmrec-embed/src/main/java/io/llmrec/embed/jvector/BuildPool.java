package io.llmrec.embed.jvector;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Daemon threads of one build. The common pool, which is the library's default, is the host's. */
final class BuildPool implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(BuildPool.class);

  private static final String THREAD_NAME = "llmrec-graph-";

  private final ForkJoinPool pool;

  BuildPool(int threads) {
    pool = new ForkJoinPool(threads, BuildPool::worker, null, false);
  }

  private static ForkJoinWorkerThread worker(ForkJoinPool pool) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName(THREAD_NAME + thread.getPoolIndex());
    return thread;
  }

  ForkJoinPool get() {
    return pool;
  }

  @Override
  public void close() {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
        LOGGER.warn("threads that built an index did not end within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
