package io.llmrec.prompt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  void failureLeavesTheOrderAndDegrades() throws IOException {
    try (Answers broken = Answers.json(503, "down")) {
      StageContext context = Samples.context();

      assertEquals(candidates(), builder(broken).build().rerank(context, candidates()));
      assertTrue(context.degradation().endsWith(" answered 503: down"), context.degradation());
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
