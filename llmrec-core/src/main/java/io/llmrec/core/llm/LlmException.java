package io.llmrec.core.llm;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A language model gave no reply.
 *
 * <p>The message names what was tried and what happened; it never holds a key or a password.
 */
public final class LlmException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean retryable;

  private LlmException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** A failure that may pass: the same prompt can be sent again. */
  public static LlmException retryable(String message, @Nullable Throwable cause) {
    return new LlmException(message, true, cause);
  }

  /** A failure that will stay: sending the same prompt again is pointless. */
  public static LlmException permanent(String message, @Nullable Throwable cause) {
    return new LlmException(message, false, cause);
  }

  /** Whether the same prompt may succeed when sent again. */
  public boolean retryable() {
    return retryable;
  }
}
