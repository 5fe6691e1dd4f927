package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.llmrec.core.llm.GenerationOptions;
import io.llmrec.core.llm.Image;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Message;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatModelTest {

  private static final Prompt HELLO = Prompt.of("You are brief.", "Say 你好.");
  private static final String ANSWER =
      """
      {"id": "1", "model": "small-1", "unknown": {"x": [1]},
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "你好"},
                    "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}}
      """;

  @Test
  void answerBecomesAReply() throws IOException {
    try (RawServer server = answering(200, ANSWER)) {
      OpenAiChatModel model = builder(server).price(TokenPrice.perMillion("0.15", "0.60")).build();

      Reply reply = model.complete(HELLO);

      BigDecimal money = new BigDecimal("0.00045000");
      assertEquals(
          new Reply("你好", "small-1", Reply.Finish.STOP, new Usage(1000, 500, money, false)), reply);
    }
  }

  @Test
  void promptBecomesARequest() throws IOException {
    GenerationOptions options =
        new GenerationOptions(64, 0.5, 7L, List.of("END"), Duration.ofSeconds(10));
    Prompt prompt =
        new Prompt(
            List.of(Message.system("a"), Message.user("b \"茶\""), Message.assistant("c")), options);
    try (RawServer server = answering(200, ANSWER)) {
      OpenAiChatModel model = builder(server).apiKey(Secret.of("sk-123")).build();

      model.complete(prompt);

      assertTrue(server.request().startsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
      assertTrue(server.request().contains("\r\nAuthorization: Bearer sk-123\r\n"));
      assertEquals(
          """
          {"model":"small","messages":[{"role":"system","content":"a"},\
          {"role":"user","content":"b \\"茶\\""},{"role":"assistant","content":"c"}],\
          "max_tokens":64,"temperature":0.5,"seed":7,"stop":["END"]}\
          """,
          body(server));
    }
  }

  @Test
  void hostsFieldsAreSentAndReplaceThePrompts() throws IOException {
    try (RawServer server = answering(200, ANSWER)) {
      OpenAiChatModel model =
          builder(server)
              .maxTokensField("max_completion_tokens")
              .field("enable_thinking", "false")
              .field("temperature", "1")
              .build();

      model.complete(Prompt.of("x"));

      assertEquals(
          """
          {"model":"small","messages":[{"role":"user","content":"x"}],\
          "max_completion_tokens":1024,"temperature":1,"enable_thinking":false}\
          """,
          body(server));
    }
  }

  @Test
  void noKeyMeansNoAuthorization() throws IOException {
    try (RawServer server = answering(200, ANSWER)) {
      builder(server).build().complete(HELLO);

      assertFalse(server.request().contains("Authorization"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "length, LENGTH",
    "content_filter, FILTERED",
    "tool_calls, UNKNOWN",
    "'', UNKNOWN",
  })
  void finishReasonIsMapped(String reason, Reply.Finish expected) throws IOException {
    String answer =
        "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"" + reason + "\"}]}";
    try (RawServer server = answering(200, answer)) {
      assertEquals(expected, builder(server).build().complete(HELLO).finish());
    }
  }

  @Test
  void leanAnswerGivesTheAskedModelAndNoTokens() throws IOException {
    try (RawServer server = answering(200, "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}")) {
      Reply reply = builder(server).build().complete(HELLO);

      assertEquals(new Reply("x", "small", Reply.Finish.UNKNOWN, Usage.UNKNOWN), reply);
    }
  }

  @Test
  void implausibleTokensAndNamesAreTamed() throws IOException {
    String answer =
        """
        {"model": "%s", "choices": [{"message": {"content": "x"}}],
         "usage": {"prompt_tokens": -5, "completion_tokens": 1e30}}
        """
            .formatted("m\\u202e".repeat(1000));
    try (RawServer server = answering(200, answer)) {
      Reply reply = builder(server).build().complete(HELLO);

      assertEquals(Usage.UNKNOWN, reply.usage());
      assertEquals("m".repeat(99) + "…", reply.model());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"length\"}]}",
        "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"length\"}]}",
        "{\"choices\":[{\"message\":{\"role\":\"assistant\"},\"finish_reason\":\"length\"}]}",
      })
  void emptyContentIsAReplyThatTellsWhy(String answer) throws IOException {
    try (RawServer server = answering(200, answer)) {
      Reply reply = builder(server).build().complete(HELLO);

      assertEquals("", reply.text());
      assertEquals(Reply.Finish.LENGTH, reply.finish());
    }
  }

  @Test
  void refusalIsFiltered() throws IOException {
    String answer = "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I cannot\"}}]}";
    try (RawServer server = answering(200, answer)) {
      assertEquals(Reply.Finish.FILTERED, builder(server).build().complete(HELLO).finish());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "300, false",
    "304, false",
    "400, false",
    "401, false",
    "403, false",
    "404, false",
    "422, false",
    "408, true",
    "409, true",
    "429, true",
    "500, true",
    "502, true",
    "503, true",
    "529, true",
  })
  void statusTellsWhetherToTryAgain(int status, boolean retryable) throws IOException {
    try (RawServer server = answering(status, "{\"error\":{\"message\":\"no\\nway\"}}")) {
      LlmException e = failure(builder(server).build());

      assertEquals(retryable, e.retryable());
      String body = status == 304 ? "" : "no way";
      assertEquals(
          "POST %s/chat/completions answered %d: %s".formatted(server.base(), status, body),
          e.getMessage());
    }
  }

  @Test
  void errorInsideAnAnswerOfStatus200IsAFailureOfThatStatus() throws IOException {
    try (RawServer server = answering(200, "{\"error\":{\"code\":429,\"message\":\"slow\"}}")) {
      LlmException e = failure(builder(server).build());

      assertTrue(e.retryable());
      assertTrue(e.getMessage().endsWith(" answered 429: slow"), e.getMessage());
    }
  }

  @Test
  void longErrorBodyIsCut() throws IOException {
    try (RawServer server = answering(500, "<html>" + "x".repeat(100_000))) {
      LlmException e = failure(builder(server).build());

      assertTrue(e.getMessage().length() < 300, e.getMessage());
      assertTrue(e.getMessage().contains("500: ‹html›xxx"), e.getMessage());
    }
  }

  @Test
  void redirectIsNotFollowed() throws IOException {
    try (RawServer other = answering(200, ANSWER);
        RawServer server =
            new RawServer(
                (out, connection) ->
                    out.write(
                        RawServer.bytes(
                            "HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                                + other.base()
                                + "/chat/completions\r\nContent-Length: 0\r\n\r\n")))) {
      LlmException e = failure(builder(server).apiKey(Secret.of("sk-123")).build());

      assertFalse(e.retryable());
      assertTrue(e.getMessage().contains("answered 307"), e.getMessage());
      assertEquals("", other.request());
    }
  }

  @Test
  void clientThatFollowsRedirectsIsRefused() {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    OpenAiChatModel.Builder builder = OpenAiChatModel.builder(URI.create("https://a/v1"), "m");

    Exception e = assertThrows(IllegalArgumentException.class, () -> builder.httpClient(client));

    assertEquals(
        "httpClient must have followRedirects NEVER, so that the key goes to no other server, "
            + "was NORMAL",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1/v1", "http://127.0.0.1/v1", "http://[::1]:8/v1/"})
  void plainHttpToThisMachineIsAllowed(String base) {
    OpenAiChatModel model = OpenAiChatModel.builder(URI.create(base), "m").build();

    assertEquals("OpenAiChatModel[" + base + ", m]", model.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org/v1", "http://127.0.0.1.evil.org", "http://10.0.0.1"})
  void plainHttpToOthersMustBeAllowed(String base) {
    OpenAiChatModel.Builder builder = OpenAiChatModel.builder(URI.create(base), "m");

    Exception e = assertThrows(IllegalArgumentException.class, builder::build);

    assertEquals(
        "plain http is for this machine only, was " + base + "; see allowPlainHttp()",
        e.getMessage());
    builder.allowPlainHttp().build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://canary@host/v1",
        "https://user:canary@host/v1",
        "https://host/v1?key=canary",
        "https://host/v1#canary",
        "ftp://canary/",
        "canary",
        "mailto:canary@host",
      })
  void addressesWithMoreThanAHostAndAPathAreRefusedAndNotShown(String base) {
    URI uri = URI.create(base);

    Exception e =
        assertThrows(IllegalArgumentException.class, () -> OpenAiChatModel.builder(uri, "m"));

    assertTrue(e.getMessage().startsWith("base must "), e.getMessage());
    assertFalse(e.getMessage().contains("@") || e.getMessage().contains("key="), e.getMessage());
  }

  @Test
  void badSettingsAreNamed() {
    OpenAiChatModel.Builder builder = OpenAiChatModel.builder(URI.create("https://a/v1"), "m");

    assertMessage("maxReplyBytes must be at least 1024, was 5", () -> builder.maxReplyBytes(5));
    assertMessage(
        "field must not be one of [model, messages, stream, n], was n",
        () -> builder.field("n", "2"));
    assertMessage("field 'x' is not valid JSON", () -> builder.field("x", "{"));
    assertMessage(
        "model must not be blank", () -> OpenAiChatModel.builder(URI.create("https://a"), " "));
    assertMessage(
        "prices must be at least 0, were -1 and 0", () -> TokenPrice.perMillion("-1", "0"));
  }

  @Test
  void fingerprintFollowsModelAndFieldsOnly() {
    String print = OpenAiChatModel.builder(URI.create("https://a"), "m").build().fingerprint();

    assertEquals(
        print, OpenAiChatModel.builder(URI.create("https://b"), "m").build().fingerprint());
    assertFalse(
        print.equals(
            OpenAiChatModel.builder(URI.create("https://a"), "m")
                .field("top_p", "0.5")
                .build()
                .fingerprint()));
  }

  private static void assertMessage(String message, Runnable misuse) {
    Exception e = assertThrows(IllegalArgumentException.class, misuse::run);

    assertEquals(message, e.getMessage());
  }

  private static String body(RawServer server) throws JsonProcessingException {
    String request = server.request();
    return StrictJson.write(StrictJson.read(request.substring(request.indexOf("\r\n\r\n"))));
  }

  private static LlmException failure(OpenAiChatModel model) {
    return assertThrows(LlmException.class, () -> model.complete(HELLO));
  }

  private static OpenAiChatModel.Builder builder(RawServer server) {
    return OpenAiChatModel.builder(server.base(), "small");
  }

  private static RawServer answering(int status, String body) throws IOException {
    byte[] bytes = status == 304 ? new byte[0] : RawServer.bytes(body);
    return new RawServer(
        (out, connection) -> {
          out.write(
              RawServer.bytes(
                  "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                      .formatted(status, bytes.length)));
          out.write(bytes);
        });
  }

  @Test
  void imagesBecomePartsOfTheMessage() throws IOException {
    Image png = new Image("data:image/png;base64,iVBORw0KGgoA");
    Image address = new Image("https://img.example/a.png");
    Prompt prompt =
        new Prompt(
            List.of(
                Message.system("a"),
                Message.user("what?", List.of(png, address)),
                Message.assistant("a cat"),
                Message.user("", List.of(png))),
            GenerationOptions.DEFAULT);
    try (Answers answers = Answers.json(200, ANSWER)) {
      OpenAiChatModel.builder(answers.server.base(), "m").build().complete(prompt);

      assertEquals(
          """
          [{"role":"system","content":"a"},\
          {"role":"user","content":[{"type":"text","text":"what?"},\
          {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoA"}},\
          {"type":"image_url","image_url":{"url":"https://img.example/a.png"}}]},\
          {"role":"assistant","content":"a cat"},\
          {"role":"user","content":[\
          {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoA"}}]}]\
          """,
          answers.requests().get(0).path("messages").toString());
    }
  }
}
