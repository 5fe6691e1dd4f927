package io.llmrec.core;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A stage broke its contract or could not do its work. The message names the stage and what went
 * wrong.
 */
public final class StageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String stage;

  /** A failure of the named stage; the stage's name is put before the message. */
  public StageException(String stage, String message, @Nullable Throwable cause) {
    super(stage + ": " + message, cause);
    this.stage = stage;
  }

  /** A failure of the named stage without a further cause. */
  public StageException(String stage, String message) {
    this(stage, message, null);
  }

  /** The name of the stage. */
  public String stage() {
    return stage;
  }
}
