package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.ScoringLanguageModel;
import io.llmrec.core.testing.ScoringLanguageModelContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class OpenAiScoringModelTest implements ScoringLanguageModelContract {

  private final Answers answers = Answers.to(OpenAiScoringModelTest::lengthAsScore);

  @AfterEach
  void close() throws IOException {
    answers.close();
  }

  @Override
  public ScoringLanguageModel scoringModel() {
    return model(answers, OpenAiScoringModel.Style.ECHO);
  }

  @Test
  void echoIsAskedForAndSummed() {
    assertEquals(
        List.of(new ScoringLanguageModel.TextScore(-2.5, 2)), scoringModel().score(List.of("a b")));
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"a b\",\"temperature\":0,\"max_tokens\":0,\"echo\":true,"
            + "\"logprobs\":1}",
        answers.requests().get(0).toString());
  }

  @Test
  void promptLogProbabilitiesAreAskedForAndSummed() throws IOException {
    String answer =
        """
        {"choices":[{"text":"x","prompt_logprobs":[null,
          {"17":{"logprob":-1.5,"rank":3,"decoded_token":"a"}},
          {"9":{"logprob":-0.5,"rank":1,"decoded_token":"b"}}]}]}
        """;
    try (Answers vllm = Answers.json(200, answer)) {
      ScoringLanguageModel model = model(vllm, OpenAiScoringModel.Style.PROMPT_LOGPROBS);

      assertEquals(List.of(new ScoringLanguageModel.TextScore(-2, 2)), model.score(List.of("a b")));
      assertEquals(
          "{\"model\":\"m\",\"prompt\":\"a b\",\"temperature\":0,\"max_tokens\":1,"
              + "\"prompt_logprobs\":0}",
          vllm.requests().get(0).toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ECHO | {}",
        "ECHO | {\"choices\":[{\"text\":\"x\"}]}",
        "ECHO | {\"choices\":[{\"logprobs\":{\"token_logprobs\":[null]}}]}",
        "PROMPT_LOGPROBS | {\"choices\":[{\"prompt_logprobs\":[null]}]}",
        "PROMPT_LOGPROBS | {\"choices\":[{\"prompt_logprobs\":[{\"1\":{}}]}]}",
        "PROMPT_LOGPROBS | {\"choices\":[{\"prompt_logprobs\":[{\"1\":{\"logprob\":-1},"
            + "\"2\":{\"logprob\":-2}}]}]}",
      })
  void serverThatTellsNoneIsNamed(OpenAiScoringModel.Style style, String answer)
      throws IOException {
    try (Answers wrong = Answers.json(200, answer)) {
      ScoringLanguageModel model = model(wrong, style);

      LlmException e = assertThrows(LlmException.class, () -> model.score(List.of("a")));

      assertTrue(e.getMessage().endsWith(" told no log-probabilities of the prompt"));
    }
  }

  private static OpenAiScoringModel model(Answers server, OpenAiScoringModel.Style style) {
    return OpenAiScoringModel.builder(server.server.base(), "m", style).build();
  }

  private static byte[] lengthAsScore(JsonNode request) {
    double length = request.path("prompt").asText().length();
    return Answers.http(
        200,
        "application/json",
        "{\"choices\":[{\"logprobs\":{\"token_logprobs\":[null,%s,0.5,-1]}}]}"
            .formatted(-length / 2)
            .replace(",0.5", ""));
  }
}
