package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.JsonSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas, log-probabilities and the wait that a server asks for. */
class OpenAiExtrasTest {

  private static final Prompt HELLO = Prompt.of("x");
  private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}";
  private static final JsonSchema SCHEMA = JsonSchema.of("film", "{\"type\":\"object\"}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESPONSE_FORMAT | response_format | {\"type\":\"json_schema\",\"json_schema\":"
            + "{\"name\":\"film\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}",
        "GUIDED_JSON | guided_json | {\"type\":\"object\"}",
        "LLAMA_CPP | response_format | {\"type\":\"json_object\",\"schema\":{\"type\":\"object\"}}",
        "JSON_OBJECT | response_format | {\"type\":\"json_object\"}",
      })
  void schemaIsSentInTheServersStyle(SchemaStyle style, String field, String expected)
      throws IOException {
    try (Answers answers = Answers.json(200, ANSWER)) {
      OpenAiChatModel model =
          OpenAiChatModel.builder(answers.server.base(), "m").schemaStyle(style).build();

      model.withSchema(SCHEMA).complete(HELLO);
      model.complete(HELLO);

      assertEquals(expected, answers.requests().get(0).path(field).toString());
      assertTrue(answers.requests().get(1).path(field).isMissingNode());
    }
  }

  @Test
  void schemaIsPartOfTheFingerprint() {
    OpenAiChatModel model = OpenAiChatModel.builder(URI.create("https://a"), "m").build();

    assertTrue(!model.fingerprint().equals(model.withSchema(SCHEMA).fingerprint()));
  }

  @Test
  void schemasCheckThemselves() {
    Exception name = assertThrows(IllegalArgumentException.class, () -> JsonSchema.of("a b", "{}"));
    Exception json = assertThrows(IllegalArgumentException.class, () -> JsonSchema.of("a", "[1]"));

    assertEquals("name must match [A-Za-z0-9_-]{1,64}, was 'a b'", name.getMessage());
    assertEquals("schema 'a' must be a JSON object", json.getMessage());
  }

  @Test
  void logProbabilitiesComeWithTheReply() throws IOException {
    String answer =
        """
        {"choices":[{"message":{"content":"Yes"},"logprobs":{"content":[
          {"token":"Yes","logprob":-0.25,"top_logprobs":[
            {"token":"Yes","logprob":-0.25},{"token":"No","logprob":-1.5}]},
          {"token":"!","logprob":0.001}]}}]}
        """;
    try (Answers answers = Answers.json(200, answer)) {
      TokenReply reply = model(answers).completeWithTokens(HELLO, 2);

      assertEquals("Yes", reply.reply().text());
      assertEquals(
          List.of(
              new TokenReply.Token(
                  new TokenReply.Choice("Yes", -0.25),
                  List.of(new TokenReply.Choice("Yes", -0.25), new TokenReply.Choice("No", -1.5))),
              new TokenReply.Token(new TokenReply.Choice("!", 0), List.of())),
          reply.tokens());
      JsonNode request = answers.requests().get(0);
      assertTrue(request.path("logprobs").asBoolean());
      assertEquals(2, request.path("top_logprobs").asInt());
    }
  }

  @Test
  void missingLogProbabilitiesArePermanent() throws IOException {
    try (Answers answers = Answers.json(200, ANSWER)) {
      LlmException e =
          assertThrows(LlmException.class, () -> model(answers).completeWithTokens(HELLO, 0));

      assertTrue(e.getMessage().endsWith(" told no log-probabilities"), e.getMessage());
    }
  }

  @Test
  void serverSaysHowLongToWait() throws IOException {
    byte[] answer =
        RawServer.bytes("HTTP/1.1 429 X\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno");
    try (Answers answers = Answers.to(request -> answer)) {
      LlmException e = assertThrows(LlmException.class, () -> model(answers).complete(HELLO));

      assertEquals(Duration.ofSeconds(7), e.retryAfter());
      assertTrue(e.getMessage().endsWith(" answered 429: no"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 120, PT2M",
    "retry-after, ' 1.5 ', PT1.5S",
    "retry-after-ms, 250, PT0.25S",
    "retry-after, 'Thu, 01 Jan 2026 00:00:30 GMT', PT30S",
  })
  void waitIsReadInAllItsForms(String name, String value, Duration expected) {
    assertEquals(expected, wait(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 0",
    "retry-after, -5",
    "retry-after, soon",
    "retry-after, 99999999999999999999",
    "retry-after, 86401",
    "retry-after, 'Wed, 31 Dec 2025 00:00:30 GMT'",
    "x, 1",
  })
  void waitThatMakesNoSenseIsNone(String name, String value) {
    assertNull(wait(name, value));
  }

  private static Duration wait(String name, String value) {
    HttpHeaders headers = HttpHeaders.of(Map.of(name, List.of(value)), (a, b) -> true);
    return RetryAfter.of(headers, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static OpenAiChatModel model(Answers answers) {
    return OpenAiChatModel.builder(answers.server.base(), "m").build();
  }
}
