package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.testing.TextEncoderContract;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OpenAiTextEncoderTest implements TextEncoderContract {

  private final Answers answers = Answers.to(OpenAiTextEncoderTest::vectors);

  @AfterEach
  void close() throws IOException {
    answers.close();
  }

  @Override
  public TextEncoder textEncoder() {
    return builder(answers).build();
  }

  @Test
  void batchesAreBoundedByCountAndTokens() {
    OpenAiTextEncoder encoder = builder(answers).batches(3, 10).build();

    encoder.encode(List.of("a", "b", "c", "d", "123456789012345678901234567890", "e", "f"));

    assertEquals(List.of(3, 1, 1, 2), sizes());
  }

  @Test
  void longTextIsCut() {
    builder(answers).batches(3, 10).build().encode(List.of("x".repeat(100), "汉".repeat(100)));

    assertEquals("x".repeat(30), answers.requests().get(0).at("/input/0").asText());
    assertEquals("汉".repeat(10), answers.requests().get(1).at("/input/0").asText());
  }

  @Test
  void dimensionsAreAskedFor() {
    builder(answers).dimensions(16).build().encode(List.of("a"));

    assertEquals(
        "{\"model\":\"m\",\"input\":[\"a\"],\"dimensions\":16}",
        answers.requests().get(0).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void batchThatIsTooLargeIsHalved(int status) throws IOException {
    try (Answers small =
        Answers.to(
            request ->
                request.path("input").size() > 2
                    ? Answers.http(status, "text/plain", "too large")
                    : vectors(request))) {
      List<String> texts = IntStream.range(0, 7).mapToObj(i -> "text " + i).toList();

      List<Embedding> halved = builder(small).build().encode(texts);

      assertEquals(textEncoder().encode(texts), halved);
    }
  }

  @Test
  void singleTextThatIsRefusedFails() throws IOException {
    try (Answers refusing = Answers.json(400, "{\"error\":{\"message\":\"too long\"}}")) {
      LlmException e = failure(refusing);

      assertFalse(e.retryable());
      assertTrue(e.getMessage().endsWith(" answered 400: too long"), e.getMessage());
      assertEquals(2, refusing.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[0]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[null]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":\"AAA\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}",
      })
  void answerOfAnotherFormIsPermanent(String answer) throws IOException {
    try (Answers wrong = Answers.json(200, answer)) {
      assertFalse(failure(wrong).retryable());
    }
  }

  @Test
  void fingerprintFollowsWhatChangesTheVectors() {
    OpenAiTextEncoder.Builder a = OpenAiTextEncoder.builder(URI.create("https://a"), "m");
    OpenAiTextEncoder.Builder b = OpenAiTextEncoder.builder(URI.create("https://b"), "m");

    assertEquals(a.build().fingerprint(), b.build().fingerprint());
    assertNotEquals(a.build().fingerprint(), b.dimensions(8).build().fingerprint());
  }

  @Test
  void badSettingsAreNamed() {
    OpenAiTextEncoder.Builder builder = builder(answers);

    Exception e = assertThrows(IllegalArgumentException.class, () -> builder.batches(0, 1));

    assertEquals("texts and tokens must be at least 1, were 0 and 1", e.getMessage());
  }

  private List<Integer> sizes() {
    return answers.requests().stream().map(request -> request.path("input").size()).toList();
  }

  private static LlmException failure(Answers server) {
    TextEncoder encoder = builder(server).build();
    return assertThrows(LlmException.class, () -> encoder.encode(List.of("a", "b")));
  }

  private static OpenAiTextEncoder.Builder builder(Answers server) {
    return OpenAiTextEncoder.builder(server.server.base(), "m");
  }

  /** Vectors that follow the text, told in reverse order. */
  private static byte[] vectors(JsonNode request) {
    StringBuilder data = new StringBuilder();
    JsonNode input = request.path("input");
    for (int i = input.size() - 1; i >= 0; i--) {
      int hash = input.get(i).asText().hashCode();
      data.append(data.length() == 0 ? "" : ",")
          .append("{\"index\":%d,\"embedding\":[%d,%d,1]}".formatted(i, hash % 97, hash % 31));
    }
    return Answers.http(200, "application/json", "{\"data\":[" + data + "]}");
  }
}
