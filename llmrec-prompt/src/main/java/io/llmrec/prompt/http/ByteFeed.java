package io.llmrec.prompt.http;

import io.llmrec.core.llm.LlmException;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, handed over as they come. The client is asked for more only when what
 * came was taken, so that a slow reader holds little.
 *
 * <p>Taken from by one thread. Closing it closes the connection, unless the answer has ended.
 */
final class ByteFeed implements BodySubscriber<ByteFeed>, AutoCloseable {

  /** Bytes, the end, or a failure. */
  private record Part(byte[] bytes, boolean last, @Nullable Throwable failure) {}

  private final JsonEndpoint endpoint;
  private final ResponseInfo info;
  private final int maxBytes;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> source = new CompletableFuture<>();
  private long start = System.nanoTime();
  private Duration timeout = Duration.ofDays(1);
  private Duration idle = Duration.ofDays(1);
  private long read;
  private boolean ended;

  ByteFeed(JsonEndpoint endpoint, ResponseInfo info, int maxBytes) {
    this.endpoint = endpoint;
    this.info = info;
    this.maxBytes = maxBytes;
  }

  /** A feed of bytes that are already there. */
  static ByteFeed of(JsonEndpoint endpoint, ResponseInfo info, byte[] bytes) {
    ByteFeed feed = new ByteFeed(endpoint, info, Integer.MAX_VALUE);
    feed.parts.add(new Part(bytes, false, null));
    feed.onComplete();
    return feed;
  }

  /** Sets how long may be waited. */
  void limit(long begun, Duration whole, Duration silence) {
    start = begun;
    timeout = whole;
    idle = silence;
  }

  boolean isEventStream() {
    String type = info.headers().firstValue("content-type").orElse("");
    return type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /** The next bytes, or null at the end. */
  byte @Nullable [] next() {
    if (ended) {
      return null;
    }
    Part part = take();
    if (part.failure() != null) {
      ended = true;
      throw endpoint.noAnswer(part.failure());
    }
    if (part.last()) {
      ended = true;
      return null;
    }
    read += part.bytes().length;
    if (read > maxBytes) {
      throw endpoint.noAnswer(new BoundedBody.TooLongException(maxBytes));
    }
    Subscription more = source.getNow(null);
    if (more != null) {
      more.request(1);
    }
    return part.bytes();
  }

  /** All that is left, as a whole answer. */
  JsonEndpoint.Answer all() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] chunk = next(); chunk != null; chunk = next()) {
      bytes.writeBytes(chunk);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return new JsonEndpoint.Answer(info.statusCode(), info.headers(), text);
  }

  private Part take() {
    long left = JsonEndpoint.nanos(timeout) - (System.nanoTime() - start);
    long silence = JsonEndpoint.nanos(idle);
    try {
      Part part = parts.poll(Math.min(left, silence), TimeUnit.NANOSECONDS);
      if (part != null) {
        return part;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LlmException.permanent(endpoint + ": interrupted while reading the answer", e);
    }
    String why = left <= silence ? "no full answer within " + timeout : "nothing came for " + idle;
    throw LlmException.retryable(endpoint + ": " + why, null);
  }

  @Override
  public void close() {
    if (!ended) {
      source.thenAccept(Subscription::cancel);
    }
  }

  @Override
  public CompletionStage<ByteFeed> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source.complete(subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size);
    buffers.forEach(bytes::put);
    parts.add(new Part(bytes.array(), false, null));
  }

  @Override
  public void onError(Throwable failure) {
    parts.add(new Part(new byte[0], true, failure));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(new byte[0], true, null));
  }
}
