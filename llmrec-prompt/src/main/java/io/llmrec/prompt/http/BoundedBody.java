package io.llmrec.prompt.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
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
  private @Nullable Subscription subscription;

  BoundedBody(int maxBytes, Excess excess) {
    this.maxBytes = maxBytes;
    this.excess = excess;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription source) {
    subscription = source;
    source.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (body.isDone() || subscription == null) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[Math.min(buffer.remaining(), maxBytes - bytes.size())];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
      if (buffer.hasRemaining()) {
        hangUp(subscription);
        return;
      }
    }
    subscription.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  private void hangUp(Subscription source) {
    source.cancel();
    if (excess == Excess.IS_CUT) {
      body.complete(bytes.toByteArray());
    } else {
      body.completeExceptionally(new TooLongException(maxBytes));
    }
  }
}
