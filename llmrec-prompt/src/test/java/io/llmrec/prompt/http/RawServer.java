package io.llmrec.prompt.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers one connection at a time as badly as a test wants. */
final class RawServer implements AutoCloseable {

  /** What is done with a connection after its request was read. */
  @FunctionalInterface
  interface Script {
    void answer(OutputStream out, Connection connection) throws IOException;
  }

  /** The client's side of a connection, as the server sees it. */
  record Connection(InputStream in) {

    /** Blocks until the client has closed the connection. */
    void awaitHangUp() throws IOException {
      while (in.read() >= 0) {
        continue;
      }
    }
  }

  private final ServerSocket socket;
  private final Thread thread;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private final AtomicReference<@Nullable Socket> current = new AtomicReference<>();
  private final AtomicReference<String> request = new AtomicReference<>("");

  RawServer(Script script) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(() -> serve(script), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Bytes as they go over the wire. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The head of an answer of status 200. */
  static byte[] head(String... headers) {
    return bytes("HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  /** Waits until a request was read. */
  void awaitRequest() throws InterruptedException {
    if (!asked.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  /** Whether the client closed a connection within 10 seconds. */
  boolean sawHangUp() throws InterruptedException {
    return hungUp.await(10, TimeUnit.SECONDS);
  }

  /** The latest request with its headers. */
  String request() {
    return request.get();
  }

  /** Also closes a connection that is still open, and waits for the thread to end. */
  @Override
  public void close() throws IOException {
    socket.close();
    Socket client = current.get();
    if (client != null) {
      client.close();
    }
    thread.interrupt();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Script script) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        current.set(client);
        request.set(read(client.getInputStream()));
        asked.countDown();
        script.answer(client.getOutputStream(), new Connection(client.getInputStream()));
        client.getOutputStream().flush();
        client.shutdownOutput();
        new Connection(client.getInputStream()).awaitHangUp();
        hungUp.countDown();
      } catch (IOException e) {
        hungUp.countDown();
      }
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the request broke off");
      }
      head.append((char) c);
    }
    int length =
        head.toString()
            .toLowerCase(Locale.ROOT)
            .lines()
            .filter(line -> line.startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
