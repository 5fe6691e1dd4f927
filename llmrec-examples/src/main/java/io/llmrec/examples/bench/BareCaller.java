package io.llmrec.examples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The least that a call can cost: a socket for each thread, one write, a read to the end of the
 * body, nothing parsed but its length. What the others are measured by.
 */
final class BareCaller implements Supplier<String> {

  private static final String BODY =
      """
      {"model":"m","messages":[{"role":"user","content":"%s"}],"max_tokens":1024,\
      "temperature":0.0}\
      """;

  private final URI base;
  private final byte[] request;
  private final ThreadLocal<Connection> connection = ThreadLocal.withInitial(this::connect);

  private record Connection(Socket socket, byte[] buffer) {}

  BareCaller(String base, String question) {
    this.base = URI.create(base);
    String body = BODY.formatted(question);
    String head =
        "POST %s/chat/completions HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer key\r\nContent-Length: %d\r\n\r\n";
    this.request =
        (head.formatted(this.base.getPath(), this.base.getAuthority(), body.length()) + body)
            .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String get() {
    try {
      Connection own = connection.get();
      own.socket().getOutputStream().write(request);
      return read(own).contains("\"hello\"") ? "hello" : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Connection own) throws IOException {
    InputStream in = own.socket().getInputStream();
    int size = 0;
    while (true) {
      int read = in.read(own.buffer(), size, own.buffer().length - size);
      if (read < 0) {
        throw new IOException("the server hung up");
      }
      size += read;
      String answer = new String(own.buffer(), 0, size, StandardCharsets.ISO_8859_1);
      int end = answer.indexOf("\r\n\r\n");
      if (end >= 0 && size >= end + 4 + length(answer)) {
        return answer;
      }
    }
  }

  private static int length(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    int start = lower.indexOf("content-length:") + "content-length:".length();
    return Integer.parseInt(answer.substring(start, answer.indexOf('\r', start)).strip());
  }

  private Connection connect() {
    try {
      Socket socket = new Socket(base.getHost(), base.getPort());
      socket.setTcpNoDelay(true);
      return new Connection(socket, new byte[16 * 1024]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
