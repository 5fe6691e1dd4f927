package io.llmrec.examples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on loopback that answers every chat request with the same words at a fixed time after
 * the request's first bytes came. Runs in a process of its own, so that its work is not counted as
 * a client's; it does as little as it can, so that it does not hold the clients up.
 */
final class LatencyServer {

  private static final String BODY =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"hello","refusal":null},"logprobs":null,\
      "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,\
      "total_tokens":10}}\
      """;
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

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
    byte[] buffer = new byte[16 * 1024];
    long latency = TimeUnit.MILLISECONDS.toNanos(latencyMillis);
    try (client) {
      InputStream in = client.getInputStream();
      for (int size = in.read(buffer); size > 0; size = in.read(buffer)) {
        long due = System.nanoTime() + latency;
        readRest(in, buffer, size);
        for (long left = latency; left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        client.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // The client has gone, which is how a benchmark ends.
      return;
    }
  }

  /** Reads on to the end of the body. */
  private static void readRest(InputStream in, byte[] buffer, int read) throws IOException {
    int size = read;
    int end = end(buffer, size);
    while (end < 0 || size < end) {
      int more = in.read(buffer, size, buffer.length - size);
      if (more <= 0) {
        throw new IOException("the request broke off or is too long");
      }
      size += more;
      end = end(buffer, size);
    }
  }

  /** The place after the body, or -1 while the head is not whole. */
  private static int end(byte[] buffer, int size) {
    int length = 0;
    for (int i = 0; i + 3 < size; i++) {
      if (buffer[i] != '\r' && buffer[i] != '\n') {
        continue;
      }
      if (buffer[i] == '\r' && buffer[i + 2] == '\r') {
        return i + 4 + length;
      }
      if (buffer[i] == '\n' && isLength(buffer, i + 1, size)) {
        length = number(buffer, i + 1 + LENGTH.length);
      }
    }
    return -1;
  }

  private static boolean isLength(byte[] buffer, int start, int size) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (start + i >= size || (buffer[start + i] | ' ') != (LENGTH[i] | ' ')) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] buffer, int start) {
    int value = 0;
    for (int i = start; buffer[i] != '\r' && i < buffer.length - 1; i++) {
      value = buffer[i] == ' ' ? value : 10 * value + buffer[i] - '0';
    }
    return value;
  }
}
