package io.llmrec.examples.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A server on loopback that answers every chat request with the same words after a fixed time. Runs
 * in a process of its own, so that its work is not counted as a client's.
 */
final class LatencyServer {

  private static final String BODY =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"hello","refusal":null},"logprobs":null,\
      "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,\
      "total_tokens":10}}""";
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private LatencyServer() {}

  /** Prints its port and serves until the process is ended. */
  static void serve(long latencyMillis) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        Thread thread = new Thread(() -> answerAll(client, latencyMillis), "connection");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void answerAll(Socket client, long latencyMillis) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (readRequest(in)) {
        Thread.sleep(latencyMillis);
        client.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // The client has gone, which is how a benchmark ends.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean readRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
    }
    return length > 0 && in.readNBytes(length).length == length;
  }

  /** A line without its end; empty at the end of the head, and of the stream. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
