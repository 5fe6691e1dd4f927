package io.llmrec.prompt.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events in a stream of bytes, as WHATWG HTML defines them; only their data is kept.
 *
 * <p>Used by one thread. An event without its blank line at the end of the stream is passed over.
 */
final class ServerEvents {

  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Deque<String> ready = new ArrayDeque<>();
  private @Nullable StringBuilder data;
  private boolean afterReturn;

  ServerEvents(int maxEventBytes) {
    this.maxBytes = maxEventBytes;
  }

  /**
   * Takes in bytes.
   *
   * @return false when an event is longer than allowed
   */
  boolean add(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\n' && afterReturn) {
        afterReturn = false;
      } else if (b == '\n' || b == '\r') {
        afterReturn = b == '\r';
        endLine();
      } else {
        afterReturn = false;
        line.write(b);
        if (line.size() + (data == null ? 0 : data.length()) > maxBytes) {
          return false;
        }
      }
    }
    return true;
  }

  /** The data of the next event that is complete, or null. */
  @Nullable String poll() {
    return ready.poll();
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      if (data != null) {
        ready.add(data.toString());
      }
      data = null;
      return;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    if (field.equals("data") || field.equals("\uFEFFdata")) {
      String value = colon < 0 ? "" : text.substring(colon + 1);
      add(value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void add(String value) {
    if (data == null) {
      data = new StringBuilder(value);
    } else {
      data.append('\n').append(value);
    }
  }
}
