package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The Chrome DevTools Protocol: calls with numbers, their answers, and events. */
final class DevTools {

  /** How long anything is waited for. */
  static final long SECONDS = 120;

  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

  DevTools(URI endpoint) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(endpoint, new Listener())
            .join();
  }

  /** Puts messages together, and hands answers and events to whoever waits for them. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
      expected.values().forEach(event -> event.completeExceptionally(error));
    }

    private void take(String message) {
      try {
        JsonNode json = StrictJson.read(message);
        CompletableFuture<JsonNode> answer = waiting.remove(json.path("id").asInt(-1));
        if (answer != null) {
          answer.complete(json);
        }
        CompletableFuture<Void> event = expected.get(json.path("method").asText(""));
        if (event != null) {
          event.complete(null);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Calls a method and waits for its result; in no session where that is empty. */
  JsonNode call(String inSession, String method, ObjectNode parameters) {
    int id = number.incrementAndGet();
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (!inSession.isEmpty()) {
      message.put("sessionId", inSession);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(StrictJson.write(message), true).join();
    JsonNode json = await(answer, method);
    if (json.has("error")) {
      throw new IllegalStateException(method + ": " + json.path("error"));
    }
    return json.path("result");
  }

  /** Waits, for a long time at most. */
  static <T> T await(CompletableFuture<T> future, String what) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(what, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(what + " did not come", e);
    }
  }

  /** The next event of a name. */
  CompletableFuture<Void> expect(String event) {
    CompletableFuture<Void> comes = new CompletableFuture<>();
    expected.put(event, comes);
    return comes;
  }

  /** Hangs up. */
  void close() {
    socket.abort();
  }
}
