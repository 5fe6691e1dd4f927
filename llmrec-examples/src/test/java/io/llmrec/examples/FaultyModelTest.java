package io.llmrec.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StageTrace;
import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.testing.Samples;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.rank.llm.LlmReRanker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline whose language model is a real server on this machine that fails in every way it can:
 * the list has the same items each time, and the trace says what happened.
 */
class FaultyModelTest {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Pattern LABEL =
      Pattern.compile("\\{\\\\?\"label\\\\?\": \\\\?\"([A-Z]\\d+)");

  @TempDir Path workspace;

  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(int status, UnaryOperator<String> reply) {
    server.createContext(
        "/",
        exchange -> {
          String question =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          send(exchange, status, reply.apply(question));
        });
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    String body =
        status == 200
            ? "{\"model\": \"test\", \"choices\": [{\"message\": {\"content\": "
                + StrictJson.quote(text)
                + "}, \"finish_reason\": \"stop\"}]}"
            : "{\"error\": {\"message\": \"" + text + "\"}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static List<String> labels(String question) {
    Matcher matcher = LABEL.matcher(question);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static String array(List<String> labels) {
    return labels.stream().map(l -> "\"" + l + "\"").collect(Collectors.joining(", ", "[", "]"));
  }

  private StageTrace recommend() {
    LanguageModel model =
        OpenAiChatModel.builder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"), "test")
            .build();
    try (Recommender recommender =
        Pipeline.over(Samples.catalog())
            .encodeFitted(LexicalEncoder.trainer(ItemText.everything()))
            .recall(Recaller.nearest(20))
            .reRank("llm", LlmReRanker.listwise(model), 20)
            .build()
            .prepare(workspace, Progress.none())) {
      RecommendationResult result =
          recommender.recommend(
              RecommendationRequest.forUser(Samples.user())
                  .id("faulty")
                  .at(Samples.NOW)
                  .limit(20)
                  .within(DEADLINE)
                  .build());
      assertEquals(Samples.items().size() - 3, result.items().size());
      assertTrue(
          result.elapsed().compareTo(DEADLINE.plusMillis(500)) < 0,
          () -> "took " + result.elapsed());
      return result.stages().get(1);
    }
  }

  private void assertDegraded(String reason) {
    StageTrace trace = recommend();
    assertEquals(Outcome.DEGRADED, trace.outcome());
    assertTrue(trace.reason().contains(reason), trace.reason());
  }

  @Test
  void aGoodAnswerIsFollowed() {
    answer(200, question -> array(labels(question)));

    StageTrace trace = recommend();

    assertEquals(Outcome.RAN, trace.outcome(), trace.reason());
    assertEquals(13, trace.counts().get("placed"));
  }

  @Test
  void nothingLeavesTheOrder() {
    answer(200, question -> "");
    assertDegraded("listwise");
  }

  @Test
  void proseLeavesTheOrder() {
    answer(200, question -> "What a lovely list! I would not change a thing.");
    assertDegraded("names 0 of 13 candidates");
  }

  @Test
  void halfAListIsCompleted() {
    answer(200, question -> array(labels(question).subList(0, 7)));

    StageTrace trace = recommend();

    assertEquals(7, trace.counts().get("placed"));
    assertEquals(6, trace.counts().get("missing"));
  }

  @Test
  void inventedLabelsAreDropped() {
    answer(200, question -> array(labels(question)).replace("[", "[\"A000\", \"the best one\", "));

    StageTrace trace = recommend();

    assertEquals(13, trace.counts().get("placed"));
    assertEquals(2, trace.counts().get("invented"));
  }

  @Test
  void tenMegabytesAreNotRead() {
    answer(200, question -> "x".repeat(10_000_000));
    assertDegraded("bytes");
  }

  @Test
  void aWrongKeyIsNamed() {
    answer(401, question -> "invalid key");
    assertDegraded("401");
  }

  @Test
  void tooManyRequestsAreNamed() {
    answer(429, question -> "slow down");
    assertDegraded("429");
  }

  @Test
  void aBrokenServerIsNamed() {
    answer(500, question -> "oops");
    assertDegraded("500");
  }

  @Test
  void aStalledBodyIsLeftAtTheDeadline() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    StageTrace trace = recommend();
    assertEquals(Outcome.DEGRADED, trace.outcome());
  }

  @Test
  void aClosedPortIsNamed() {
    server.stop(0);
    assertDegraded("ConnectException");
  }
}
