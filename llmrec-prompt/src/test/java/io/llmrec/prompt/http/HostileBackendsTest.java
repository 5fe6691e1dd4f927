package io.llmrec.prompt.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every trick of a server against everything that talks to one: the outcome is the documented one,
 * it comes in time, the connection is closed, and no thread and no socket is left behind.
 */
@Timeout(60)
class HostileBackendsTest {

  private static final Duration DEADLINE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SLACK = Duration.ofSeconds(15);
  private static final String EVENTS = "Content-Type: text/event-stream";
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
    },
    RERANK {
      @Override
      void call(RawServer server, Duration limit) {
        HttpReRanker.builder(server.base(), "m", context -> "q")
            .timeout(limit)
            .build()
            .rerank(Samples.context(), Samples.candidates());
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
    STALLED_EVENTS(
        Outcome.RETRYABLE,
        (out, connection) -> {
          send(out, RawServer.head(EVENTS, "Content-Length: 100"));
          connection.awaitHangUp();
        }),
    DRIPPING_EVENTS(
        Outcome.RETRYABLE,
        (out, connection) -> drip(out, new String(RawServer.head(EVENTS), UTF_8) + ": ")),
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
    ENDLESS_LINE(
        Outcome.PERMANENT,
        (out, connection) -> {
          out.write(RawServer.head(EVENTS, "Connection: close"));
          out.write(RawServer.bytes("data: "));
          flood(out, "x");
        }),
    ENDLESS_EVENTS(
        Outcome.PERMANENT,
        (out, connection) -> {
          out.write(RawServer.head(EVENTS, "Connection: close"));
          flood(out, "data: {}\n\n");
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
    STATUS_503(Outcome.RETRYABLE, whole(503, "text/plain", "down")),
    STATUS_503_WITH_WAIT(Outcome.RETRYABLE, whole(503, "text/plain\r\nRetry-After: 3", "down")),
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

    /** Whether the JDK's client keeps the socket: of a malformed head, where nothing reaches it. */
    boolean staysOpen() {
      return this == ENDLESS_HEADER;
    }

    /** Whether only the deadline ends the call. */
    boolean outlastsUs() {
      return compareTo(STALLED_ERROR) <= 0;
    }
  }

  /** A trick against a caller. */
  record Case(Caller caller, Trick trick) {}

  /** Starts the shared client and the JDK's scheduler, which stay. */
  @BeforeAll
  static void startWhatStays() throws Exception {
    for (Caller caller : Caller.values()) {
      try (RawServer server = new RawServer(Trick.STATUS_401.script)) {
        assertNotNull(failure(new Case(caller, Trick.STATUS_401), server));
      }
    }
  }

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
  void outcomeIsTheDocumentedOneInTimeAndNothingIsLeft(Case given) throws Exception {
    Leftovers before = Leftovers.now();
    try (RawServer server = new RawServer(given.trick().script)) {
      long start = System.nanoTime();

      LlmException e = failure(given, server);

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertNotNull(e, "no failure");
      assertEquals(given.trick().outcome == Outcome.RETRYABLE, e.retryable(), e.getMessage());
      assertTrue(took.compareTo(DEADLINE.plus(SLACK)) < 0, "took " + took);
      assertTrue(given.trick().staysOpen() || server.sawHangUp(), "the connection is closed");
      boolean waits = given.trick().name().endsWith("WAIT");
      assertEquals(waits ? Duration.ofSeconds(3) : null, e.retryAfter());
    }
    wakeTheClient();
    Leftovers most = given.trick().staysOpen() ? before.andOneSocket() : before;
    most.assertNothingMore(given.toString());
  }

  /** A client that went on would hand the key to whoever is there. */
  @ParameterizedTest
  @EnumSource
  void redirectIsNeverFollowed(Caller caller) throws Exception {
    try (RawServer other = new RawServer((out, connection) -> out.write(RawServer.bytes(OK)));
        RawServer server =
            new RawServer(whole(307, "text/plain\r\nLocation: " + other.base(), ""))) {
      LlmException e = assertThrows(LlmException.class, () -> caller.call(server, PATIENCE));

      assertFalse(e.retryable());
      assertTrue(e.getMessage().contains(" answered 307"), e.getMessage());
      assertEquals("", other.request());
    }
  }

  /** A call to nobody: the client lets go of closed sockets when its selector next wakes. */
  private static void wakeTheClient() {
    OpenAiChatModel nobody = OpenAiChatModel.builder(URI.create("http://127.0.0.1:1"), "m").build();
    assertThrows(LlmException.class, () -> nobody.complete(Caller.prompt(PATIENCE)));
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
