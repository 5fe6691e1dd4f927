package io.llmrec.prompt.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat server on loopback with all faults a server has, by the number of the item it is asked
 * about, and an account of what it charges for: every completion, whatever it says.
 */
final class FaultyServer implements AutoCloseable {

  /** What becomes of an item; a fault that passes is there at the first request alone. */
  enum Fault {
    NONE,
    BUSY_AT_FIRST,
    STALLS_AT_FIRST,
    GARBAGE_AT_FIRST,
    BREAKS_OFF_AT_FIRST,
    TALKS,
    REFUSES,
    ALWAYS_DOWN;

    static Fault of(int item) {
      return switch (item % 50) {
        case 1 -> BUSY_AT_FIRST;
        case 2 -> item % 400 == 2 ? STALLS_AT_FIRST : NONE;
        case 3 -> GARBAGE_AT_FIRST;
        case 4 -> TALKS;
        case 6 -> REFUSES;
        case 7 -> ALWAYS_DOWN;
        case 8 -> BREAKS_OFF_AT_FIRST;
        default -> NONE;
      };
    }
  }

  private static final Pattern TITLE = Pattern.compile("Cup n([a-j]+)z");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<Integer, Integer> requests = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> paid = new ConcurrentHashMap<>();
  private final Semaphore answered = new Semaphore(0);

  FaultyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** How many completions were sent about each item. */
  Map<Integer, Integer> paid() {
    return Map.copyOf(paid);
  }

  /** Waits until so many more requests were answered. */
  void awaitAnswers(int count) throws InterruptedException {
    answered.drainPermits();
    answered.acquire(count);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher title = TITLE.matcher(body);
      if (!title.find()) {
        send(exchange, 200, completion("{\"summary\": \"A cup.\"}"));
        return;
      }
      int item = number(title.group(1));
      boolean first = requests.merge(item, 1, Integer::sum) <= 1;
      answer(exchange, item, first);
    } finally {
      answered.release();
    }
  }

  private static int number(String letters) {
    int number = 0;
    for (char c : letters.toCharArray()) {
      number = 10 * number + c - 'a';
    }
    return number;
  }

  private void answer(HttpExchange exchange, int item, boolean first) throws IOException {
    Fault fault = Fault.of(item);
    boolean passed = !first && fault.name().endsWith("AT_FIRST");
    switch (passed ? Fault.NONE : fault) {
      case BUSY_AT_FIRST -> busy(exchange, 429);
      case STALLS_AT_FIRST -> stall();
      case GARBAGE_AT_FIRST -> send(exchange, 200, "<html>\u0000 gateway {{{");
      case BREAKS_OFF_AT_FIRST -> breakOff(exchange);
      case TALKS -> complete(exchange, item, "Sure! Here is what I think of this cup:");
      case REFUSES -> send(exchange, 400, "{\"error\":{\"message\":\"content filtered\"}}");
      case ALWAYS_DOWN -> busy(exchange, 503);
      default -> complete(exchange, item, "{\"summary\": \"A cup.\"}");
    }
  }

  private void complete(HttpExchange exchange, int item, String content) throws IOException {
    paid.merge(item, 1, Integer::sum);
    send(exchange, 200, completion(content));
  }

  private static void busy(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("retry-after-ms", "1");
    send(exchange, status, "busy");
  }

  private void stall() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void breakOff(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 10_000);
    exchange.getResponseBody().write("{\"choices\": [".getBytes(StandardCharsets.UTF_8));
  }

  private static String completion(String content) throws JsonProcessingException {
    return "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":%s},\"finish_reason\":\"stop\"}]}"
        .formatted(StrictJson.quote(content));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
