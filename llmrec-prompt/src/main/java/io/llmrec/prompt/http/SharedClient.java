package io.llmrec.prompt.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds the one client of all that were given none: few threads, however many models and calls.
 *
 * <p>The JDK's client would take a thread for each answer that comes in; nothing of ours blocks
 * there, and a few threads need less time for the same calls.
 */
final class SharedClient {

  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  static final HttpClient INSTANCE =
      HttpClient.newBuilder()
          // Some servers drop the body of a request that asks for an upgrade to HTTP/2.
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .executor(threads())
          .build();

  private SharedClient() {}

  /** Daemon threads that end after half a minute without work. */
  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "HttpClient-llmrec-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
