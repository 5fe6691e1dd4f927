package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.llm.Usage;
import io.llmrec.core.testing.StreamingLanguageModelContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply that is read while it is written. */
@Timeout(20)
class ChatStreamTest implements StreamingLanguageModelContract {

  private static final Prompt PATIENT = prompt(Duration.ofSeconds(15));
  private static final String END =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  private final Answers counting = Answers.events(piece("one ") + piece("two") + END);

  @AfterEach
  void close() throws IOException {
    counting.close();
  }

  @Override
  public StreamingLanguageModel streamingModel() {
    return model(counting.server);
  }

  @Test
  void piecesUsageAndFinishBecomeAReply() throws IOException {
    String events =
        ": keep-alive\r\n\r\n"
            + "data: {\"model\":\"small-1\",\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\n"
            + "event: message\ndata:{\"choices\":[{\"delta\":{\"content\":\"你\"}}]}\n\n"
            + "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"好\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\r\r"
            + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n"
            + "data: [DONE]\n\n";
    try (Answers answers = Answers.events(events)) {
      List<String> pieces = new ArrayList<>();

      Reply reply = model(answers.server).stream(PATIENT, pieces::add);

      assertEquals(List.of("你", "好"), pieces);
      assertEquals(new Reply("你好", "small-1", Reply.Finish.LENGTH, Usage.ofTokens(5, 2)), reply);
      assertEquals(
          "{\"include_usage\":true}", answers.requests().get(0).path("stream_options").toString());
      assertTrue(answers.requests().get(0).path("stream").asBoolean());
    }
  }

  @Test
  void cancellingClosesTheConnectionAtOnce() throws Exception {
    try (RawServer server = streaming(piece("one"), false)) {
      Reply reply = model(server).stream(PATIENT, piece -> false);

      assertEquals("one", reply.text());
      assertEquals(Reply.Finish.CANCELLED, reply.finish());
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void readerThatThrowsClosesTheConnection() throws Exception {
    try (RawServer server = streaming(piece("one"), false)) {
      Exception e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  model(server).stream(
                      PATIENT,
                      piece -> {
                        throw new IllegalStateException("host");
                      }));

      assertEquals("host", e.getMessage());
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void interruptClosesTheConnection() throws Exception {
    try (RawServer server = streaming(piece("one"), false)) {
      AtomicReference<Thread> reader = new AtomicReference<>();
      CompletableFuture<LlmException> failure =
          CompletableFuture.supplyAsync(
              () -> {
                LlmException e =
                    failure(
                        model(server),
                        PATIENT,
                        piece -> {
                          reader.set(Thread.currentThread());
                          Thread.currentThread().interrupt();
                        });
                assertTrue(Thread.interrupted());
                return e;
              });

      assertFalse(failure.get(10, TimeUnit.SECONDS).retryable());
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void silenceEndsTheStream() throws Exception {
    try (RawServer server = streaming(piece("one"), false)) {
      LlmException e = failure(model(server), PATIENT, piece -> {});

      assertTrue(e.retryable());
      assertTrue(e.getMessage().endsWith(": nothing came for PT0.3S"), e.getMessage());
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void wholeTimeIsLimitedThoughThereIsNoSilence() throws Exception {
    try (RawServer server = streaming(": nothing to say yet\n\n", true)) {
      LlmException e = failure(model(server), prompt(Duration.ofMillis(500)), piece -> {});

      assertTrue(e.retryable());
      assertTrue(e.getMessage().endsWith(": no full answer within PT0.5S"), e.getMessage());
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void stalledHeadersEndAtTheDeadline() throws Exception {
    try (RawServer server = new RawServer((out, connection) -> connection.awaitHangUp())) {
      LlmException e = failure(model(server), prompt(Duration.ofMillis(300)), piece -> {});

      assertTrue(e.retryable());
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void endlessLineIsCapped() throws Exception {
    try (RawServer server = endless("x".repeat(8192))) {
      LlmException e = failure(model(server), PATIENT, piece -> {});

      assertFalse(e.retryable());
      assertTrue(e.getMessage().endsWith(" streamed an event longer than 1048576 bytes"));
      assertTrue(server.sawHangUp());
    }
  }

  @Test
  void endlessStreamIsCapped() throws Exception {
    try (RawServer server = endless(piece("x".repeat(500)))) {
      LlmException e = failure(model(server), PATIENT, piece -> {});

      assertFalse(e.retryable());
      assertTrue(e.getMessage().endsWith(": the reply is longer than 4194304 bytes"));
      assertTrue(server.sawHangUp());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\"\n\n",
        "data: not JSON\n\n",
        "data: []\n\n",
        "data: {} {}\n\n",
        "data: {\"a\":1,\"a\":2}\n\n",
        "data\n\n",
      })
  void malformedEventsArePermanent(String event) throws IOException {
    try (Answers answers = Answers.events(piece("one") + event + END)) {
      LlmException e = failure(model(answers.server), PATIENT, piece -> {});

      assertFalse(e.retryable());
      assertTrue(e.getMessage().contains(" streamed an event that is no"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: {\"choices\":[]}\n\n", "data: [DONE]", ": [DONE]\n\n"})
  void brokenOffStreamIsRetryable(String rest) throws IOException {
    try (Answers answers = Answers.events(piece("one") + rest)) {
      LlmException e = failure(model(answers.server), PATIENT, piece -> {});

      assertTrue(e.retryable());
      assertTrue(e.getMessage().endsWith(": the stream broke off after 3 characters"));
    }
  }

  @Test
  void cutConnectionIsRetryable() throws Exception {
    try (RawServer server =
        new RawServer(
            (out, connection) -> {
              out.write(RawServer.head("Content-Type: text/event-stream", "Content-Length: 900"));
              out.write(RawServer.bytes(piece("one")));
            })) {
      assertTrue(failure(model(server), PATIENT, piece -> {}).retryable());
    }
  }

  @Test
  void streamWithoutDoneIsWholeWhenTheReplyEnded() throws IOException {
    try (Answers answers = Answers.events(piece("one") + END.replace("data: [DONE]\n\n", ""))) {
      assertEquals("one", model(answers.server).stream(PATIENT, piece -> true).text());
    }
  }

  @Test
  void errorInsideTheStreamIsAFailure() throws IOException {
    String error = "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";
    try (Answers answers = Answers.events(piece("one") + error)) {
      LlmException e = failure(model(answers.server), PATIENT, piece -> {});

      assertTrue(e.retryable());
      assertTrue(e.getMessage().endsWith(" answered 500: overloaded"), e.getMessage());
    }
  }

  @Test
  void errorStatusIsAFailure() throws IOException {
    try (Answers answers = Answers.json(400, "{\"error\":{\"message\":\"no\"}}")) {
      LlmException e = failure(model(answers.server), PATIENT, piece -> {});

      assertFalse(e.retryable());
      assertTrue(e.getMessage().endsWith(" answered 400: no"), e.getMessage());
    }
  }

  @Test
  void serverThatDoesNotStreamIsTakenAsOnePiece() throws IOException {
    String whole = "{\"choices\":[{\"message\":{\"content\":\"hot\"}}]}";
    try (Answers answers = Answers.json(200, whole)) {
      List<String> pieces = new ArrayList<>();

      assertEquals("hot", model(answers.server).stream(PATIENT, pieces::add).text());
      assertEquals(List.of("hot"), pieces);
    }
  }

  @Test
  void keyInTheStreamIsNotShown() throws IOException {
    try (Answers answers = Answers.events("data: sk-canary-1 is no JSON\n\n")) {
      StreamingLanguageModel model =
          OpenAiChatModel.builder(answers.server.base(), "small")
              .apiKey(Secret.of("sk-canary-1"))
              .build();

      LlmException e = failure(model, PATIENT, piece -> {});

      assertTrue(e.getMessage().endsWith("not valid JSON: *** is no JSON"), e.getMessage());
    }
  }

  private static String piece(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  /** Sends events once and falls silent, or again and again. */
  private static RawServer streaming(String events, boolean again) throws IOException {
    return new RawServer(
        (out, connection) -> {
          out.write(RawServer.head("Content-Type: text/event-stream", "Connection: close"));
          out.write(RawServer.bytes(events));
          out.flush();
          while (again) {
            out.write(RawServer.bytes(events.substring(0, 1).repeat(2) + "\n"));
            out.flush();
            Thread.onSpinWait();
          }
          connection.awaitHangUp();
        });
  }

  private static RawServer endless(String text) throws IOException {
    return new RawServer(
        (out, connection) -> {
          out.write(RawServer.head("Content-Type: text/event-stream", "Connection: close"));
          while (true) {
            out.write(RawServer.bytes(text));
          }
        });
  }

  private static OpenAiChatModel model(RawServer server) {
    return OpenAiChatModel.builder(server.base(), "small")
        .idleTimeout(Duration.ofMillis(300))
        .build();
  }

  private static LlmException failure(
      StreamingLanguageModel model, Prompt prompt, java.util.function.Consumer<String> reader) {
    return assertThrows(
        LlmException.class,
        () ->
            model.stream(
                prompt,
                piece -> {
                  reader.accept(piece);
                  return true;
                }));
  }

  private static Prompt prompt(Duration timeout) {
    return Prompt.of("x").with(GenerationOptions.DEFAULT.withTimeout(timeout));
  }
}
