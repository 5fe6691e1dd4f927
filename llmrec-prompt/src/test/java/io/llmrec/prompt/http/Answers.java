package io.llmrec.prompt.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Servers with answers made of the request's JSON. */
final class Answers implements AutoCloseable {

  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private final RawServer[] self = new RawServer[1];
  final RawServer server;

  private Answers(Function<JsonNode, byte[]> answer) {
    try {
      server =
          new RawServer(
              (out, connection) -> {
                JsonNode request = json(self[0].request());
                requests.add(request);
                out.write(answer.apply(request));
              });
      self[0] = server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that answers each request's JSON with a whole HTTP answer. */
  static Answers to(Function<JsonNode, byte[]> answer) {
    return new Answers(answer);
  }

  /** A server that answers every request with the same JSON. */
  static Answers json(int status, String body) {
    return to(request -> http(status, "application/json", body));
  }

  /** A server that answers every request with the same events. */
  static Answers events(String body) {
    return to(request -> http(200, "text/event-stream; charset=utf-8", body));
  }

  static byte[] http(int status, String contentType, String body) {
    String head =
        "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
    return RawServer.bytes(
        head.formatted(status, contentType, RawServer.bytes(body).length) + body);
  }

  /** All requests so far. */
  List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static JsonNode json(String request) {
    try {
      return StrictJson.read(request.substring(request.indexOf("\r\n\r\n")));
    } catch (JsonProcessingException e) {
      throw new AssertionError(request, e);
    }
  }
}
