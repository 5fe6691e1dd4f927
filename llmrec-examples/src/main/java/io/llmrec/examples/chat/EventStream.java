package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events (WHATWG HTML, section 9.2) as the body of an answer, each sent at once. Not
 * safe for use by several threads.
 */
final class EventStream {

  private static final int OK = 200;

  private final OutputStream out;
  private boolean broken;

  /** Sends the headers of a stream of events. */
  EventStream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(OK, 0);
    out = exchange.getResponseBody();
  }

  /**
   * Sends an event.
   *
   * @param name of the event, a word
   * @param data of it; JSON is written on one line, so that it cannot end the event
   * @return whether somebody still listens
   */
  boolean send(String name, JsonNode data) {
    if (!broken) {
      String event = "event: " + name + "\ndata: " + StrictJson.write(data) + "\n\n";
      try {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        broken = true;
      }
    }
    return !broken;
  }
}
