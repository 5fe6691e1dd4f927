package io.llmrec.examples.chat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of the page, read from the classes' own resources once. A path is looked up among these
 * and never made into the name of a file.
 */
final class PageFiles {

  private static final int OK = 200;

  private final Map<String, Content> byPath = new LinkedHashMap<>();

  /** The bytes of a file and what they are. */
  private record Content(byte[] bytes, String type) {}

  PageFiles() {
    add("/", "page.html", "text/html; charset=utf-8");
    add("/page.css", "page.css", "text/css; charset=utf-8");
    add("/page.js", "page.js", "text/javascript; charset=utf-8");
    add("/words.js", "words.js", "text/javascript; charset=utf-8");
    add("/icon.svg", "icon.svg", "image/svg+xml");
  }

  private void add(String path, String resource, String type) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      byPath.put(path, new Content(in.readAllBytes(), type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a file. */
  void send(String path, HttpExchange exchange) throws PageRefusal, IOException {
    Content content = byPath.get(path);
    if (content == null) {
      throw new PageRefusal(404, "there is no such page");
    }
    exchange.getResponseHeaders().set("Content-Type", content.type());
    exchange.sendResponseHeaders(OK, content.bytes().length);
    exchange.getResponseBody().write(content.bytes());
  }
}
