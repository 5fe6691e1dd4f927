package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.wrap.CachingModel;
import io.llmrec.prompt.wrap.CircuitBreakerModel;
import io.llmrec.prompt.wrap.RateLimitedModel;
import io.llmrec.prompt.wrap.RateLimits;
import io.llmrec.prompt.wrap.RetryOptions;
import io.llmrec.prompt.wrap.RetryingModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Fifty thousand calls, 64 at a time, one in fifty of which fails at first: threads, memory and
 * sockets stay bounded.
 */
@Tag("long")
@Timeout(180)
class SoakTest {

  private static final int CALLS = 50_000;
  private static final int CONCURRENCY = 64;
  private static final int SERVER_THREADS = 8;

  /** Threads of the client and of the JVM. */
  private static final int MORE_THREADS = 24;

  private static final long MORE_HEAP = 24L * 1024 * 1024;

  private final AtomicInteger requests = new AtomicInteger();

  @Test
  void threadsMemoryAndSocketsStayBounded() throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ExecutorService serverThreads = Executors.newFixedThreadPool(SERVER_THREADS);
    ExecutorService callers = Executors.newFixedThreadPool(CONCURRENCY);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(serverThreads);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
    try (CachingModel model = wrapped(server)) {
      run(callers, model, 0, 5_000);
      int threads = Thread.activeCount();
      long heap = heap();
      long files = openFiles();

      long start = System.nanoTime();
      run(callers, model, 5_000, CALLS);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

      String figures =
          "%d calls in %d ms; threads %d -> %d, heap %d -> %d MB, files %d -> %d"
              .formatted(
                  CALLS - 5_000,
                  millis,
                  threads,
                  Thread.activeCount(),
                  heap >> 20,
                  heap() >> 20,
                  files,
                  openFiles());
      System.out.println(figures);
      assertTrue(Thread.activeCount() <= CONCURRENCY + SERVER_THREADS + MORE_THREADS, figures);
      assertTrue(heap() <= heap + MORE_HEAP, figures);
      assertTrue(openFiles() <= files + 2 * CONCURRENCY, figures);
      assertTrue(requests.get() > CALLS && requests.get() < CALLS * 1.1, "requests " + requests);
    } finally {
      callers.shutdownNow();
      server.stop(0);
      serverThreads.shutdownNow();
    }
  }

  /** Every fiftieth request fails, in turn as busy and as broken. */
  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    int number = requests.incrementAndGet();
    boolean fails = number % 50 == 0;
    if (fails) {
      exchange.getResponseHeaders().add("retry-after-ms", "1");
    }
    String content = "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}";
    byte[] body = (fails ? "busy" : content).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(fails ? (number % 100 == 0 ? 429 : 503) : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static CachingModel wrapped(HttpServer server) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    LanguageModel backend = OpenAiChatModel.builder(base, "m").build();
    LanguageModel limited =
        RateLimitedModel.around(
            CircuitBreakerModel.around(backend), new RateLimits(10_000_000, Long.MAX_VALUE));
    return CachingModel.builder(
            RetryingModel.around(limited, RetryOptions.DEFAULT.withMaxTries(6)), "m")
        .maxEntries(1000)
        .build();
  }

  private static void run(ExecutorService callers, LanguageModel model, int from, int to)
      throws Exception {
    List<Future<?>> all = new ArrayList<>();
    AtomicInteger next = new AtomicInteger(from);
    for (int i = 0; i < CONCURRENCY; i++) {
      all.add(
          callers.submit(
              () -> {
                for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                  assertEquals("x", model.complete(Prompt.of("prompt " + n)).text());
                }
              }));
    }
    for (Future<?> one : all) {
      one.get(170, TimeUnit.SECONDS);
    }
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
