package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatServerTest {

  @TempDir Path folder;
  private final AtomicLong now = new AtomicLong();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean waits;
  private ChatServer server;

  @BeforeEach
  void start() {
    RuleModel rules = new RuleModel();
    LanguageModel model =
        prompt -> {
          if (waits) {
            asked.countDown();
            try {
              answer.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return rules.complete(prompt);
        };
    server = ChatServer.start(TinyShop.pages(model, folder), 0, now::get);
  }

  @AfterEach
  void stop() {
    answer.countDown();
    server.close();
  }

  private String origin() {
    String address = server.address().toString();
    return address.substring(0, address.length() - 1);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path))
        .header("Origin", origin())
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        to(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(to(path).GET().build(), BodyHandlers.ofString());
  }

  private String open() throws IOException, InterruptedException {
    HttpResponse<String> opened = post("/api/conversations", "{\"language\": \"en\"}");
    assertEquals(200, opened.statusCode());
    return "/api/conversations/" + StrictJson.read(opened.body()).path("key").asText();
  }

  /** The data of the last event of a name. */
  private static JsonNode event(String body, String name) throws IOException {
    int at = body.lastIndexOf("event: " + name + "\n");
    assertTrue(at >= 0, body);
    String data = body.substring(body.indexOf("data: ", at) + 6);
    return StrictJson.read(data.substring(0, data.indexOf("\n\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.css", "/page.js", "/words.js", "/icon.svg"})
  void servesThePageWithAStrictPolicy(String path) throws Exception {
    HttpResponse<String> file = get(path);

    assertEquals(200, file.statusCode());
    String policy = file.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("default-src 'none'; script-src 'self'"), policy);
    assertEquals("nosniff", file.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertFalse(file.body().contains("http://") && !path.equals("/icon.svg"), path);
    assertFalse(file.body().contains("innerHTML"), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../pom.xml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page.html",
        "/ChatServer.class",
        "//etc/passwd",
        "/page.css/",
        "/api/conversations/x/y/z",
        "/api/conversations/nobody"
      })
  void servesNothingElse(String path) throws Exception {
    String answered = raw("GET " + path + " HTTP/1.1\r\nHost: " + origin().substring(7) + "\r\n");

    assertTrue(answered.startsWith("HTTP/1.1 40"), answered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host: evil.example", "Host: evil.example:80", "Host: localhost", "X: no host"})
  void otherHostNamesAreRefused(String header) throws Exception {
    String answered = raw("GET / HTTP/1.1\r\n" + header + "\r\n");

    assertTrue(answered.startsWith("HTTP/1.1 40"), answered);
    assertFalse(answered.contains("<html"), answered);
  }

  /** An answer to a request as it is, also one that a client would not send. */
  private String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void otherOriginsAndRequestsWithoutOneAreRefused() throws Exception {
    for (String origin : new String[] {"http://evil.example", "null", ""}) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(origin() + "/api/conversations"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      if (!origin.isEmpty()) {
        request.header("Origin", origin);
      }
      assertEquals(403, client.send(request.build(), BodyHandlers.ofString()).statusCode(), origin);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"text\": \"\"}', 400",
    "'{\"text\": 5', 400",
    "'[1]', 400",
    "'', 400",
  })
  void messagesWithoutMeaningAreRefused(String body, int status) throws Exception {
    assertEquals(status, post(open() + "/messages", body).statusCode());
  }

  @Test
  void largeBodiesAreRefused() throws Exception {
    String chat = open();

    assertEquals(
        400, post(chat + "/messages", "{\"text\": \"" + "x".repeat(5000) + "\"}").statusCode());
    assertEquals(
        413, post(chat + "/messages", "{\"text\": \"" + "x".repeat(40_000) + "\"}").statusCode());
    assertEquals(
        415,
        client
            .send(
                HttpRequest.newBuilder(URI.create(origin() + chat + "/messages"))
                    .header("Origin", origin())
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofString())
            .statusCode());
  }

  @Test
  void anAnswerStreamsAndTheViewTellsWhatWasDone() throws Exception {
    String chat = open();

    HttpResponse<String> answered =
        post(chat + "/messages", "{\"text\": \"I need jackets. At most 100 dollars\"}");

    assertEquals(
        "text/event-stream; charset=utf-8",
        answered.headers().firstValue("Content-Type").orElse(""));
    assertTrue(answered.body().contains("event: piece\n"), answered.body());
    JsonNode view = event(answered.body(), "turn");
    assertEquals("recommend", view.path("last").path("act").asText());
    assertEquals(2, view.path("candidates").path("count").asInt());
    assertEquals(4, view.path("candidates").path("total").asInt());
    assertEquals(2, view.path("wishes").size());
    assertEquals(1, view.path("wishes").get(0).path("turn").asInt());
    assertTrue(view.path("canUndo").asBoolean());
    assertTrue(view.path("last").path("trace").path("calls").size() >= 2);
    assertEquals(view, StrictJson.read(get(chat).body()));
  }

  @Test
  void undoAndReactionsChangeTheCandidates() throws Exception {
    String chat = open();
    post(chat + "/messages", "{\"text\": \"I need jackets. At most 100 dollars\"}");

    JsonNode reacted =
        StrictJson.read(
            post(chat + "/reactions", "{\"item\": \"b\", \"reaction\": \"disliked\"}").body());
    assertEquals(1, reacted.path("candidates").path("count").asInt());
    JsonNode undone = StrictJson.read(post(chat + "/undo", "{}").body());
    assertEquals(0, undone.path("wishes").size());
    assertEquals(3, undone.path("candidates").path("count").asInt());
    assertEquals(
        400, post(chat + "/reactions", "{\"item\": \"zz\", \"reaction\": \"liked\"}").statusCode());
    assertEquals(
        400, post(chat + "/reactions", "{\"item\": \"b\", \"reaction\": \"eaten\"}").statusCode());
  }

  @Test
  void oneThingAtATime() throws Exception {
    String chat = open();
    waits = true;
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(
            to(chat + "/messages")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"I need jackets\"}"))
                .build(),
            BodyHandlers.ofString());
    asked.await();

    assertEquals(409, post(chat + "/messages", "{\"text\": \"Hello\"}").statusCode());
    assertEquals(409, post(chat + "/undo", "{}").statusCode());
    answer.countDown();
    assertEquals("recommend", event(first.get().body(), "turn").at("/last/act").asText());
  }

  @Test
  void conversationsAreForgottenWhenNobodyTalks() throws Exception {
    String chat = open();
    now.addAndGet(Duration.ofMinutes(29).toNanos());
    assertEquals(200, get(chat).statusCode());
    now.addAndGet(Duration.ofMinutes(29).toNanos());
    assertEquals(200, get(chat).statusCode());
    now.addAndGet(Duration.ofMinutes(31).toNanos());

    assertEquals(404, get(chat).statusCode());
    String other = open();
    HttpRequest delete = to(other).DELETE().build();
    assertEquals(204, client.send(delete, BodyHandlers.discarding()).statusCode());
    assertEquals(404, get(other).statusCode());
  }

  @Test
  void theOneUsedLongestAgoMakesRoom() {
    Sessions<String> sessions = new Sessions<>(2, Duration.ofMinutes(1), now::get);
    String first = sessions.open(key -> "a");
    String second = sessions.open(key -> "b");
    sessions.find(first);
    String third = sessions.open(key -> "c");

    assertEquals(2, sessions.size());
    assertTrue(sessions.find(second).isEmpty());
    assertEquals("a", sessions.find(first).orElse(""));
    assertEquals("c", sessions.find(third).orElse(""));
    assertEquals(24, third.length());
    assertThrows(
        IllegalArgumentException.class, () -> new Sessions<>(0, Duration.ofMinutes(1), now::get));
  }

  @Test
  void wrongMethodsAreRefused() throws Exception {
    assertEquals(405, get("/api/conversations").statusCode());
    assertEquals(405, post("/", "{}").statusCode());
    assertEquals(405, get(open() + "/messages").statusCode());
    assertThrows(IllegalArgumentException.class, () -> ChatServer.start(Map.of(), 0, now::get));
  }
}
