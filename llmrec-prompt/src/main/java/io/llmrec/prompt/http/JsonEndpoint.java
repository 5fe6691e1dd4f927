package io.llmrec.prompt.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmrec.core.llm.LlmException;
import io.llmrec.prompt.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One address that takes JSON by POST and answers with JSON.
 *
 * <p>Safe for use by several threads. A call ends at its deadline, whatever the server does: the
 * client's own timeout ends at the headers, therefore the body has one of its own, which closes the
 * connection.
 */
final class JsonEndpoint {

  private static final int MAX_ERROR_BYTES = 16 * 1024;
  private static final Duration LONGEST = Duration.ofDays(365);

  private final HttpClient client;
  private final URI uri;
  private final @Nullable Secret key;
  private final int maxBytes;

  JsonEndpoint(HttpClient client, URI uri, @Nullable Secret key, int maxBytes) {
    this.client = client;
    this.uri = uri;
    this.key = key;
    this.maxBytes = maxBytes;
  }

  /**
   * An answer of any status.
   *
   * @param status the status
   * @param headers the headers
   * @param text the body, that of an error cut to its beginning
   */
  record Answer(int status, HttpHeaders headers, String text) {

    boolean isGood() {
      return status / 100 == 2;
    }
  }

  /**
   * The JSON that is answered to a body.
   *
   * @param timeout the longest time until the whole answer is there
   * @throws LlmException on any status but 2xx, and when there is no answer in time or none that is
   *     JSON
   */
  JsonNode post(JsonNode body, Duration timeout) {
    Answer answer = exchange(body, timeout);
    if (!answer.isGood()) {
      throw failure(answer);
    }
    return json(answer);
  }

  /**
   * The answer to a body, whatever its status.
   *
   * @throws LlmException when there is none in time
   */
  Answer exchange(JsonNode body, Duration timeout) {
    long start = System.nanoTime();
    HttpRequest request = request(body, "application/json", timeout);
    HttpResponse<byte[]> response =
        send(request, info -> whole(info.statusCode(), left(start, timeout)), start, timeout);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return new Answer(response.statusCode(), response.headers(), text);
  }

  /**
   * An answer that is read while it comes; close it.
   *
   * @param timeout the longest time until the whole answer is there
   * @param idle the longest silence within it
   * @throws LlmException on any status but 2xx, and when there are no headers in time
   */
  ByteFeed stream(JsonNode body, Duration timeout, Duration idle) {
    long start = System.nanoTime();
    HttpRequest request = request(body, "text/event-stream", timeout);
    HttpResponse<ByteFeed> response =
        send(
            request,
            info ->
                info.statusCode() / 100 == 2
                    ? new ByteFeed(this, info, maxBytes)
                    : HttpResponse.BodySubscribers.mapping(
                        whole(info.statusCode(), left(start, timeout)),
                        bytes -> ByteFeed.of(this, info, bytes)),
            start,
            timeout);
    ByteFeed feed = response.body();
    if (response.statusCode() / 100 != 2) {
      throw failure(feed.all());
    }
    feed.limit(start, timeout, idle);
    return feed;
  }

  /**
   * The JSON in an answer.
   *
   * @throws LlmException permanent when there is none
   */
  JsonNode json(Answer answer) {
    try {
      return StrictJson.read(answer.text());
    } catch (JsonProcessingException e) {
      // Neither the parser's message nor the exception: both quote the body unmasked.
      throw LlmException.permanent(
          "%s answered %d with content type '%s' and no valid JSON: %s"
              .formatted(
                  this,
                  answer.status(),
                  excerpt(answer.headers().firstValue("content-type").orElse("")),
                  excerpt(answer.text())),
          null);
    }
  }

  /** The failure that an answer stands for, with the wait that the server asks for. */
  LlmException failure(Answer answer) {
    return failure(answer.status(), answer.text(), RetryAfter.of(answer.headers(), Instant.now()));
  }

  /** The failure that a status stands for; the message holds a short excerpt of the body. */
  LlmException failure(int status, String body) {
    return failure(status, body, null);
  }

  private LlmException failure(int status, String body, @Nullable Duration wait) {
    String message = "%s answered %d: %s".formatted(this, status, excerpt(ErrorText.of(body)));
    boolean passing = status == 408 || status == 409 || status == 429 || status / 100 == 5;
    if (!passing) {
      return LlmException.permanent(message, null);
    }
    return wait == null
        ? LlmException.retryable(message, null)
        : LlmException.retryableAfter(message, wait, null);
  }

  /** A part of an answer that may be shown: short, on one line, without the key. */
  String excerpt(String text) {
    return ErrorText.excerpt(text, key);
  }

  /** The method and the address. */
  @Override
  public String toString() {
    return "POST " + uri;
  }

  private HttpRequest request(JsonNode body, String accepted, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", accepted)
            .timeout(Duration.ofNanos(nanos(timeout)))
            .POST(HttpRequest.BodyPublishers.ofString(StrictJson.write(body)));
    if (key != null) {
      request.header("Authorization", "Bearer " + key.reveal());
    }
    return request.build();
  }

  private BoundedBody whole(int status, long nanosLeft) {
    return status / 100 == 2
        ? new BoundedBody(maxBytes, BoundedBody.Excess.FAILS, nanosLeft)
        : new BoundedBody(
            Math.min(maxBytes, MAX_ERROR_BYTES), BoundedBody.Excess.IS_CUT, nanosLeft);
  }

  /** Waits on the caller's thread: the client's other way costs a thread or two for each call. */
  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, long start, Duration timeout) {
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LlmException.permanent(this + ": interrupted while waiting for the answer", e);
    } catch (HttpConnectTimeoutException e) {
      throw noAnswer(e);
    } catch (HttpTimeoutException e) {
      throw late(timeout);
    } catch (IOException e) {
      // JDK 25 reports a body that was closed at the deadline as one that broke off.
      throw left(start, timeout) == 1 ? late(timeout) : noAnswer(e);
    }
  }

  private LlmException late(Duration timeout) {
    return LlmException.retryable("%s: no full answer within %s".formatted(this, timeout), null);
  }

  private static long left(long start, Duration timeout) {
    return Math.max(1, nanos(timeout) - (System.nanoTime() - start));
  }

  /** The failure of a connection. */
  LlmException noAnswer(Throwable cause) {
    String what =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String message = this + ": " + excerpt(what);
    boolean passing =
        cause instanceof IOException
            && causes(cause).noneMatch(BoundedBody.TooLongException.class::isInstance)
            && !isRefusedCertificate(cause);
    Throwable shown = quotesTheKey(cause) ? null : cause;
    return passing
        ? LlmException.retryable(message, shown)
        : LlmException.permanent(message, shown);
  }

  /** Whether a server's bytes with the key in them have come into a message: a bad status line. */
  private boolean quotesTheKey(Throwable failure) {
    return key != null
        && causes(failure).anyMatch(t -> !key.mask(t.toString()).equals(t.toString()));
  }

  private static boolean isRefusedCertificate(Throwable failure) {
    return causes(failure).anyMatch(CertificateException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
  }

  /** A length of time in nanoseconds, at most a year. */
  static long nanos(Duration timeout) {
    return timeout.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : timeout.toNanos();
  }
}
