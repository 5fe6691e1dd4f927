package io.llmrec.examples.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Who may ask, and for how much. The server listens on loopback alone, yet any page that is open in
 * the same browser can send requests there: one under another host name (DNS rebinding) or from
 * another origin is refused.
 */
final class PageGuard {

  /** The largest body that is read. */
  static final int MAX_BODY = 32 * 1024;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Set<String> hosts;

  /** For a server at a port. */
  PageGuard(int port) {
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
  }

  /** Refuses what does not come from the server's own page, and sets the headers of the answer. */
  void admit(HttpExchange exchange) throws PageRefusal {
    Headers answer = exchange.getResponseHeaders();
    answer.set("Content-Security-Policy", POLICY);
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Referrer-Policy", "no-referrer");
    answer.set("Cross-Origin-Resource-Policy", "same-origin");
    answer.set("Cache-Control", "no-store");
    Headers asked = exchange.getRequestHeaders();
    List<String> host = asked.getOrDefault("Host", List.of());
    if (host.size() != 1 || !hosts.contains(host.get(0))) {
      throw new PageRefusal(403, "this host name is not served");
    }
    List<String> origin = asked.getOrDefault("Origin", List.of());
    boolean reads = exchange.getRequestMethod().equals("GET");
    boolean own = origin.size() == 1 && origin.get(0).equals("http://" + host.get(0));
    if (!own && !(reads && origin.isEmpty())) {
      throw new PageRefusal(403, "only the page of this server may ask");
    }
  }

  /** The JSON object of a request's body. */
  static JsonNode body(HttpExchange exchange) throws PageRefusal, IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      throw new PageRefusal(415, "the body must be application/json");
    }
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw new PageRefusal(413, "the body must have at most %,d bytes".formatted(MAX_BODY));
    }
    try {
      JsonNode node = StrictJson.read(new String(bytes, StandardCharsets.UTF_8));
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Said below: the parser's message may quote the body.
    }
    throw new PageRefusal(400, "the body must be a JSON object");
  }
}
