package io.llmrec.core.llm;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A language model gave no reply.
 *
 * <p>The message names what was tried and what happened; it never holds a key or a password.
 */
public final class LlmException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private LlmException(
      String message, boolean retryable, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** A failure that may pass: the same prompt can be sent again. */
  public static LlmException retryable(String message, @Nullable Throwable cause) {
    return new LlmException(message, true, null, cause);
  }

  /** A failure that will pass after some time, as the backend says. */
  public static LlmException retryableAfter(
      String message, Duration wait, @Nullable Throwable cause) {
    return new LlmException(message, true, wait, cause);
  }

  /** A failure that will stay: sending the same prompt again is pointless. */
  public static LlmException permanent(String message, @Nullable Throwable cause) {
    return new LlmException(message, false, null, cause);
  }

  /** Whether the same prompt may succeed when sent again. */
  public boolean retryable() {
    return retryable;
  }

  /**
   * How long the backend asks to wait before the prompt is sent again, or null where it does not
   * say.
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
