package io.llmrec.prompt.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a number of bytes; at the first byte more it hangs up.
 *
 * <p>Used by one response; the client calls it from one thread at a time.
 */
final class BoundedBody implements BodySubscriber<byte[]> {

  /** What happens to a body that is too long. */
  enum Excess {
    /** The call fails with {@link TooLongException}. */
    FAILS,
    /** The rest is not read. */
    IS_CUT
  }

  /** A body has more bytes than allowed. */
  static final class TooLongException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    TooLongException(int maxBytes) {
      super("the reply is longer than " + maxBytes + " bytes");
    }
  }

  private final int maxBytes;
  private final Excess excess;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final CompletableFuture<byte[]> end = new CompletableFuture<>();
  private volatile @Nullable Subscription subscription;

  /**
   * A body.
   *
   * @param nanosLeft the time until it must have ended, more than 0
   */
  BoundedBody(int maxBytes, Excess excess, long nanosLeft) {
    this.maxBytes = maxBytes;
    this.excess = excess;
    body.orTimeout(nanosLeft, TimeUnit.NANOSECONDS);
    body.whenComplete(this::ended);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription source) {
    subscription = source;
    source.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    Subscription source = subscription;
    if (body.isDone() || source == null) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[Math.min(buffer.remaining(), maxBytes - bytes.size())];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
      if (buffer.hasRemaining()) {
        hangUp(source);
        return;
      }
    }
    source.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  /**
   * The client is told first and the connection closed after it: a client that sees the close first
   * reports a broken connection.
   */
  private void ended(byte @Nullable [] whole, @Nullable Throwable failure) {
    if (whole != null) {
      end.complete(whole);
    } else if (failure instanceof TimeoutException) {
      end.completeExceptionally(new HttpTimeoutException("body"));
      Subscription source = subscription;
      if (source != null) {
        source.cancel();
      }
    } else {
      end.completeExceptionally(failure);
    }
  }

  private void hangUp(Subscription source) {
    if (excess == Excess.IS_CUT) {
      body.complete(bytes.toByteArray());
    } else {
      body.completeExceptionally(new TooLongException(maxBytes));
    }
    source.cancel();
  }
}
