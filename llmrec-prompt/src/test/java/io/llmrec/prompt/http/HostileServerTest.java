package io.llmrec.prompt.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server can make a call fail, but never hang, overflow or give the key away. */
@Timeout(20)
class HostileServerTest {

  private static final String CANARY = "sk-canary-0123456789abcdef";
  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final Duration SLACK = Duration.ofSeconds(3);
  private static final Prompt SHORT = prompt(DEADLINE);
  private static final Prompt PATIENT = prompt(Duration.ofSeconds(15));

  @BeforeAll
  static void startTheSharedClient() {
    failure(OpenAiChatModel.builder(URI.create("http://127.0.0.1:1"), "m").build(), PATIENT);
  }

  @Test
  void stalledHeadersEndAtTheDeadline() throws Exception {
    assertGivesUp((out, connection) -> connection.awaitHangUp());
  }

  @Test
  void stalledBodyEndsAtTheDeadline() throws Exception {
    assertGivesUp(
        (out, connection) -> {
          out.write(RawServer.head("Content-Length: 100"));
          out.write('{');
          out.flush();
          connection.awaitHangUp();
        });
  }

  @Test
  void stalledErrorBodyEndsAtTheDeadline() throws Exception {
    assertGivesUp(
        (out, connection) -> {
          out.write(RawServer.bytes("HTTP/1.1 500 X\r\nContent-Length: 100\r\n\r\n{"));
          out.flush();
          connection.awaitHangUp();
        });
  }

  @Test
  void oneByteAtATimeEndsAtTheDeadline() throws Exception {
    assertGivesUp(
        (out, connection) -> {
          out.write(RawServer.head("Content-Length: 1000000000"));
          while (true) {
            out.write(' ');
            out.flush();
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void endlessBodyIsCapped() throws Exception {
    try (RawServer server =
        new RawServer(
            (out, connection) -> {
              out.write(RawServer.head("Connection: close"));
              byte[] chunk = " ".repeat(8192).getBytes(UTF_8);
              while (true) {
                out.write(chunk);
              }
            })) {
      LlmException e = failure(builder(server).maxReplyBytes(100_000).build(), PATIENT);

      assertFalse(e.retryable());
      assertTrue(e.getMessage().endsWith(": the reply is longer than 100000 bytes"));
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void textOfTenMegabytesIsRefused() throws Exception {
    String answer =
        "{\"choices\":[{\"message\":{\"content\":\"" + "x".repeat(10_000_000) + "\"}}]}";
    try (RawServer server = answering("application/json", answer)) {
      LlmException e = failure(builder(server).build(), PATIENT);

      assertTrue(e.getMessage().endsWith(": the reply is longer than 4194304 bytes"));
    }
  }

  @Test
  void textOfTenMegabytesIsTakenWhenAllowed() throws Exception {
    String answer =
        "{\"choices\":[{\"message\":{\"content\":\"" + "x".repeat(10_000_000) + "\"}}]}";
    try (RawServer server = answering("application/json", answer)) {
      OpenAiChatModel model = builder(server).maxReplyBytes(11_000_000).build();

      assertEquals(10_000_000, model.complete(PATIENT).text().length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{\"choices\":[{\"message\":{\"content\":\"x\"}}]} garbage",
        "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}{}",
        "{\"choices\":[],\"choices\":[{\"message\":{\"content\":\"x\"}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"x\"",
      })
  void malformedJsonIsPermanent(String answer) throws Exception {
    try (RawServer server = answering("application/json", answer)) {
      LlmException e = failure(builder(server).build(), PATIENT);

      assertFalse(e.retryable());
      assertTrue(e.getMessage().contains("no valid JSON"), e.getMessage());
    }
  }

  @Test
  void deepJsonIsPermanent() throws Exception {
    try (RawServer server = answering("application/json", "[".repeat(1000) + "]".repeat(1000))) {
      assertFalse(failure(builder(server).build(), PATIENT).retryable());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"choices\":[]}",
        "{\"choices\":[{}]}",
        "{\"choices\":[{\"message\":\"x\"}]}",
        "{\"choices\":[{\"message\":{\"content\":{\"x\":1}}}]}",
      })
  void jsonOfAnotherFormIsPermanent(String answer) throws Exception {
    try (RawServer server = answering("application/json", answer)) {
      LlmException e = failure(builder(server).build(), PATIENT);

      assertFalse(e.retryable());
      assertTrue(e.getMessage().contains(" answered without choices[0].message: "));
    }
  }

  @Test
  void wrongContentTypeIsNamed() throws Exception {
    try (RawServer server = answering("text/html", "<h1>Please log in</h1>")) {
      LlmException e = failure(builder(server).build(), PATIENT);

      assertFalse(e.retryable());
      assertTrue(
          e.getMessage()
              .endsWith(
                  " answered 200 with content type 'text/html' and no valid JSON: "
                      + "‹h1›Please log in‹/h1›"),
          e.getMessage());
    }
  }

  @Test
  void closedPortIsRetryable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI base = URI.create("http://127.0.0.1:" + port);

    LlmException e = failure(OpenAiChatModel.builder(base, "m").build(), PATIENT);

    assertTrue(e.retryable());
    assertTrue(e.getMessage().startsWith("POST " + base + "/chat/completions: "), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a"})
  void cutConnectionIsRetryable(String start) throws Exception {
    try (RawServer server = new RawServer((out, connection) -> out.write(RawServer.bytes(start)))) {
      assertTrue(failure(builder(server).build(), PATIENT).retryable());
    }
  }

  @Test
  void interruptedCallerGivesUpAtOnceAndStaysInterrupted() throws Exception {
    try (RawServer server = new RawServer((out, connection) -> connection.awaitHangUp())) {
      OpenAiChatModel model = builder(server).build();
      AtomicReference<Thread> caller = new AtomicReference<>();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      CompletableFuture<LlmException> failure =
          CompletableFuture.supplyAsync(
              () -> {
                caller.set(Thread.currentThread());
                LlmException e = failure(model, PATIENT);
                interrupted.complete(Thread.interrupted());
                return e;
              });

      server.awaitRequest();
      caller.get().interrupt();

      assertFalse(failure.get(5, TimeUnit.SECONDS).retryable());
      assertTrue(interrupted.get(5, TimeUnit.SECONDS));
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void keyIsNeverShown() throws Exception {
    List<RawServer.Script> scripts =
        List.of(
            (out, connection) -> out.write(RawServer.bytes("HTTP/1.1 401 " + CANARY + "\r\n\r\n")),
            (out, connection) -> {
              out.write(RawServer.bytes("HTTP/1.1 401 X\r\nConnection: close\r\n\r\n"));
              out.write(RawServer.bytes("{\"error\":{\"message\":\"bad key " + CANARY + "\"}}"));
            },
            (out, connection) -> {
              out.write(RawServer.bytes("HTTP/1.1 500 X\r\nConnection: close\r\n\r\n"));
              String padding = "\u0000".repeat(16 * 1024 - 10);
              out.write(RawServer.bytes(padding + CANARY));
            },
            (out, connection) -> {
              out.write(RawServer.head("Content-Type: " + CANARY, "Connection: close"));
              out.write(RawServer.bytes(CANARY));
            },
            (out, connection) -> {
              out.write(RawServer.head("Connection: close"));
              out.write(RawServer.bytes("{\"" + CANARY + "\":\"" + CANARY + "\"}"));
            },
            (out, connection) -> out.write(RawServer.bytes("HTTP/1.1 " + CANARY + "\r\n\r\n")),
            (out, connection) -> connection.awaitHangUp());
    for (RawServer.Script script : scripts) {
      try (RawServer server = new RawServer(script)) {
        OpenAiChatModel model = builder(server).apiKey(Secret.of(CANARY)).build();

        String shown = everythingShown(() -> failure(model, SHORT)) + model + model.fingerprint();

        assertFalse(shown.contains("canary"), shown);
        assertTrue(server.request().contains(CANARY));
      }
    }
  }

  @Test
  void noThreadIsLeftBehind() throws Exception {
    List<RawServer> servers = new ArrayList<>();
    long before = selectors();
    for (int i = 0; i < 3; i++) {
      RawServer server = new RawServer((out, connection) -> connection.awaitHangUp());
      servers.add(server);
      failure(builder(server).build(), SHORT);
    }

    assertTrue(selectors() <= before, "one client for all models");
    assertEquals(0, threads("llmrec"));
    for (RawServer server : servers) {
      assertTrue(server.sawHangUp());
      server.close();
    }
  }

  private static void assertGivesUp(RawServer.Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      OpenAiChatModel model = builder(server).build();
      long start = System.nanoTime();

      LlmException e = failure(model, SHORT);

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(DEADLINE.plus(SLACK)) < 0, "took " + took);
      assertTrue(e.retryable());
      assertTrue(e.getMessage().endsWith(": no full answer within PT0.5S"), e.getMessage());
      assertTrue(server.sawHangUp(), "the connection is closed");
    }
  }

  /** The stack trace of a failure with its causes, and what went to the log meanwhile. */
  private static String everythingShown(Supplier<LlmException> call) {
    PrintStream stderr = System.err;
    OutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      StringWriter trace = new StringWriter();
      call.get().printStackTrace(new PrintWriter(trace));
      return trace + log.toString();
    } finally {
      System.setErr(stderr);
    }
  }

  private static long selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith("SelectorManager"))
        .count();
  }

  private static long threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .count();
  }

  private static LlmException failure(OpenAiChatModel model, Prompt prompt) {
    return assertThrows(LlmException.class, () -> model.complete(prompt));
  }

  private static Prompt prompt(Duration timeout) {
    return Prompt.of("x").with(GenerationOptions.DEFAULT.withTimeout(timeout));
  }

  private static OpenAiChatModel.Builder builder(RawServer server) {
    return OpenAiChatModel.builder(server.base(), "small");
  }

  private static RawServer answering(String contentType, String body) throws IOException {
    byte[] bytes = RawServer.bytes(body);
    return new RawServer(
        (out, connection) -> {
          out.write(
              RawServer.head("Content-Type: " + contentType, "Content-Length: " + bytes.length));
          out.write(bytes);
        });
  }
}
