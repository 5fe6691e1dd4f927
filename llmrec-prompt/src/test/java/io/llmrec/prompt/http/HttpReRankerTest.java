package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageTrace;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HttpReRankerTest implements ReRankerContract {

  private final Answers answers = Answers.to(HttpReRankerTest::reversed);

  @AfterEach
  void close() throws IOException {
    answers.close();
  }

  @Override
  public ReRanker reRanker() {
    return builder(answers).build();
  }

  @Test
  void candidatesComeInTheServersOrder() {
    StageContext context = Samples.context();
    List<Candidate> three = candidates().subList(0, 3);

    List<Candidate> order = reRanker().rerank(context, three);

    assertEquals(List.of(three.get(2), three.get(1), three.get(0)), order);
    assertEquals(
        "{\"model\":\"m\",\"query\":\"for user-1\",\"documents\":[\"%s\",\"%s\",\"%s\"],\"top_n\":3}"
            .formatted(
                three.get(0).item().title(),
                three.get(1).item().title(),
                three.get(2).item().title()),
        answers.requests().get(0).toString());
    assertEquals(9, context.modelCalls().get(0).inputTokens());
  }

  @Test
  void inventedRepeatedAndForgottenPlacesDoNoHarm() throws IOException {
    String answer =
        """
        {"results":[{"index":2,"relevance_score":0.1},{"index":1,"relevance_score":0.9},
          {"index":1,"relevance_score":1.0},{"index":99,"relevance_score":2},{"index":-1},
          {"index":0,"relevance_score":"x"}]}
        """;
    try (Answers wild = Answers.json(200, answer)) {
      StageContext context = Samples.context();
      List<Candidate> four = candidates().subList(0, 4);

      List<Candidate> order = builder(wild).build().rerank(context, four);

      assertEquals(List.of(four.get(1), four.get(2), four.get(0), four.get(3)), order);
      assertEquals(4, context.counts().get("invented"));
      assertEquals(2, context.counts().get("missing"));
    }
  }

  @Test
  void failureIsThrownWithItsKind() throws IOException {
    try (Answers broken = Answers.json(503, "down");
        Answers wrong = Answers.json(200, "{}")) {
      LlmException passing = failure(broken);
      LlmException lasting = failure(wrong);

      assertTrue(passing.retryable());
      assertTrue(passing.getMessage().endsWith(" answered 503: down"), passing.getMessage());
      assertFalse(lasting.retryable());
      assertTrue(lasting.getMessage().endsWith(" answered without results: {}"));
    }
  }

  @Test
  void pipelineKeepsTheOrderAndTellsWhy(@TempDir Path workspace) throws IOException {
    try (Answers broken = Answers.json(503, "down")) {
      Pipeline pipeline =
          Pipeline.over(Samples.catalog())
              .recall(context -> candidates())
              .reRank("server", builder(broken).build(), 20)
              .build();
      try (Recommender recommender = pipeline.prepare(workspace, Progress.none())) {
        RecommendationResult result = recommender.recommend(Samples.request());

        assertEquals(
            candidates().stream().map(Candidate::id).limit(3).toList(), result.ids().subList(0, 3));
        StageTrace trace = result.stages().get(result.stages().size() - 1);
        assertEquals(StageTrace.Outcome.DEGRADED, trace.outcome());
        assertTrue(trace.reason().endsWith(" answered 503: down"), trace.reason());
      }
    }
  }

  @Test
  void candidatesBeyondTheMostKeepTheirPlace() {
    StageContext context = Samples.context();
    List<Candidate> given = candidates();

    List<Candidate> order = builder(answers).maxCandidates(2).build().rerank(context, given);

    assertEquals(given.get(1), order.get(0));
    assertEquals(given.subList(2, given.size()), order.subList(2, order.size()));
    assertEquals(given.size() - 2L, context.counts().get("beyond"));
  }

  private static LlmException failure(Answers server) {
    return assertThrows(
        LlmException.class,
        () -> builder(server).build().rerank(Samples.context(), Samples.candidates()));
  }

  private static HttpReRanker.Builder builder(Answers server) {
    return HttpReRanker.builder(
        server.server.base(), "m", context -> "for " + context.request().user().id());
  }

  private static byte[] reversed(JsonNode request) {
    StringBuilder results = new StringBuilder();
    for (int i = 0; i < request.path("documents").size(); i++) {
      results
          .append(i == 0 ? "" : ",")
          .append("{\"index\":%d,\"relevance_score\":%d}".formatted(i, i));
    }
    return Answers.http(
        200, "application/json", "{\"results\":[" + results + "],\"usage\":{\"total_tokens\":9}}");
  }
}
