package io.llmrec.prompt.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every trick of a server against everything that talks to one: the outcome is the documented one,
 * it comes in time, the connection is closed, and nothing is left behind.
 */
@Timeout(60)
class HostileBackendsTest {

  private static final Duration DEADLINE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration SLACK = Duration.ofSeconds(3);
  private static final byte[] BOMB = bomb();
  private static final String OK = "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}";

  /** What a call comes to. */
  enum Outcome {
    RETRYABLE,
    PERMANENT
  }

  /** Everything that talks to a server, called once. */
  enum Caller {
    CHAT {
      @Override
      void call(RawServer server, Duration limit) {
        OpenAiChatModel.builder(server.base(), "m").build().complete(prompt(limit));
      }
    },
    STREAM {
      @Override
      void call(RawServer server, Duration limit) {
        OpenAiChatModel.builder(server.base(), "m").build().stream(prompt(limit), piece -> true);
      }
    },
    EMBEDDINGS {
      @Override
      void call(RawServer server, Duration limit) {
        OpenAiTextEncoder.builder(server.base(), "m").timeout(limit).build().encode(List.of("x"));
      }
    },
    SCORES {
      @Override
      void call(RawServer server, Duration limit) {
        OpenAiScoringModel.builder(server.base(), "m", OpenAiScoringModel.Style.ECHO)
            .timeout(limit)
            .build()
            .score(List.of("x"));
      }
    };

    abstract void call(RawServer server, Duration limit);

    static Prompt prompt(Duration limit) {
      return Prompt.of("x").with(GenerationOptions.DEFAULT.withTimeout(limit));
    }
  }

  /** What a server does, and what it comes to. */
  enum Trick {
    SILENCE(Outcome.RETRYABLE, (out, connection) -> connection.awaitHangUp()),
    SLOW_HEADERS(Outcome.RETRYABLE, (out, connection) -> drip(out, "HTTP/1.1 200 OK\r\nX: ")),
    STALL_AFTER_HEADERS(
        Outcome.RETRYABLE,
        (out, connection) -> {
          send(out, RawServer.head("Content-Type: application/json", "Content-Length: 100"));
          connection.awaitHangUp();
        }),
    DRIPPING_BODY(
        Outcome.RETRYABLE,
        (out, connection) -> drip(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")),
    STALLED_ERROR(
        Outcome.RETRYABLE,
        (out, connection) -> {
          send(out, RawServer.bytes("HTTP/1.1 401 X\r\nContent-Length: 100\r\n\r\n"));
          connection.awaitHangUp();
        }),
    ENDLESS_HEADER(
        Outcome.RETRYABLE,
        (out, connection) -> {
          out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nX: "));
          flood(out, "x");
        }),
    ENDLESS_BODY(
        Outcome.PERMANENT,
        (out, connection) -> {
          out.write(RawServer.head("Connection: close"));
          flood(out, " ");
        }),
    GZIP_BOMB(
        Outcome.PERMANENT,
        (out, connection) -> {
          out.write(RawServer.head("Content-Encoding: gzip", "Content-Length: " + BOMB.length));
          out.write(BOMB);
        }),
    WRONG_TYPE(Outcome.PERMANENT, whole(200, "text/html", "<h1>log in</h1>")),
    CUT_AT_ONCE(Outcome.RETRYABLE, (out, connection) -> out.flush()),
    CUT_IN_THE_BODY(
        Outcome.RETRYABLE,
        (out, connection) -> {
          out.write(RawServer.head("Content-Type: application/json", "Content-Length: 100"));
          out.write(RawServer.bytes("{\"a"));
        }),
    STATUS_401(Outcome.PERMANENT, whole(401, "application/json", "{}")),
    STATUS_404(Outcome.PERMANENT, whole(404, "text/plain", "none")),
    STATUS_408(Outcome.RETRYABLE, whole(408, "text/plain", "slow")),
    STATUS_409(Outcome.RETRYABLE, whole(409, "text/plain", "locked")),
    STATUS_429(Outcome.RETRYABLE, whole(429, "text/plain", "busy")),
    STATUS_429_WITH_WAIT(Outcome.RETRYABLE, whole(429, "text/plain\r\nRetry-After: 3", "busy")),
    STATUS_500(Outcome.RETRYABLE, whole(500, "text/plain", "broken")),
    STATUS_503(Outcome.RETRYABLE, whole(503, "text/plain\r\nRetry-After: 3", "down")),
    REDIRECT_TO_ANOTHER_PORT(
        Outcome.PERMANENT, whole(307, "text/plain\r\nLocation: http://127.0.0.1:1/v1", "")),
    MALFORMED_EVENTS(Outcome.PERMANENT, whole(200, "text/event-stream", "data: {\"x\n\n")),
    DUPLICATE_KEYS(Outcome.PERMANENT, whole(200, "application/json", "{\"a\":1,\"a\":2}")),
    TRAILING_GARBAGE(Outcome.PERMANENT, whole(200, "application/json", OK + " and more")),
    DEEP_JSON(
        Outcome.PERMANENT, whole(200, "application/json", "[".repeat(1000) + "]".repeat(1000))),
    EMPTY(Outcome.PERMANENT, whole(200, "application/json", ""));

    private final Outcome outcome;
    private final RawServer.Script script;

    Trick(Outcome outcome, RawServer.Script script) {
      this.outcome = outcome;
      this.script = script;
    }

    /** Whether only the deadline ends the call. */
    boolean outlastsUs() {
      return compareTo(STALLED_ERROR) <= 0;
    }
  }

  /** A trick against a caller. */
  record Case(Caller caller, Trick trick) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Caller caller : Caller.values()) {
      for (Trick trick : Trick.values()) {
        cases.add(new Case(caller, trick));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outcomeIsTheDocumentedOneInTime(Case given) throws Exception {
    try (RawServer server = new RawServer(given.trick().script)) {
      long start = System.nanoTime();

      LlmException e = failure(given, server);

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertNotNull(e, "no failure");
      assertEquals(given.trick().outcome == Outcome.RETRYABLE, e.retryable(), e.getMessage());
      assertTrue(took.compareTo(DEADLINE.plus(SLACK)) < 0, "took " + took);
      // The JDK's client leaves a connection with a malformed head to the server.
      assertTrue(
          given.trick() == Trick.ENDLESS_HEADER || server.sawHangUp(), "the connection is closed");
      boolean waits = given.trick().name().endsWith("WAIT") || given.trick() == Trick.STATUS_503;
      assertEquals(waits ? Duration.ofSeconds(3) : null, e.retryAfter());
    }
  }

  @Test
  void noThreadAndNoSocketIsLeftBehind() throws Exception {
    runAll();
    Set<String> threads = threads();
    long files = openFiles();

    runAll();

    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while ((openFiles() > files || !threads.containsAll(threads())) && System.nanoTime() < end) {
      Thread.yield();
    }
    assertTrue(threads.containsAll(threads()), threads() + " were " + threads);
    assertTrue(openFiles() <= files, "open files " + openFiles() + ", were " + files);
  }

  private static void runAll() throws Exception {
    for (Case given : cases()) {
      if (given.trick() == Trick.STATUS_401
          || given.trick() == Trick.CUT_IN_THE_BODY
          || given.trick() == Trick.STALL_AFTER_HEADERS
          || given.trick() == Trick.ENDLESS_BODY) {
        try (RawServer server = new RawServer(given.trick().script)) {
          assertNotNull(failure(given, server));
          assertTrue(server.sawHangUp());
        }
      }
    }
  }

  private static LlmException failure(Case given, RawServer server) {
    try {
      Duration limit = given.trick().outlastsUs() ? DEADLINE : PATIENCE;
      given.caller().call(server, limit);
      return null;
    } catch (LlmException e) {
      assertFalse(Thread.currentThread().isInterrupted());
      return e;
    }
  }

  /** Threads that are not the servers' own, nor those of a common pool that come and go. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.equals("raw-server"))
        .filter(
            name ->
                !name.contains("-Worker-")
                    && !name.startsWith("HttpClient-llmrec-")
                    && !name.startsWith("ForkJoinPool"))
        .collect(Collectors.toSet());
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static RawServer.Script whole(int status, String contentType, String body) {
    return (out, connection) -> out.write(Answers.http(status, contentType, body));
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** One byte after the other, until the client hangs up. */
  private static void drip(OutputStream out, String start) throws IOException {
    out.write(RawServer.bytes(start));
    while (true) {
      send(out, new byte[] {' '});
      Thread.onSpinWait();
    }
  }

  private static void flood(OutputStream out, String text) throws IOException {
    byte[] chunk = text.repeat(8192).getBytes(UTF_8);
    while (true) {
      out.write(chunk);
    }
  }

  /** 64 MB in 64 kB. */
  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        packed.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
