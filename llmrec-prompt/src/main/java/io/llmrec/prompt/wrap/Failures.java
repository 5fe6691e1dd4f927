package io.llmrec.prompt.wrap;

import io.llmrec.core.llm.LlmException;

/** Failures that tell of other failures. */
final class Failures {

  private Failures() {}

  /** A failure of the same kind with another message, and the first as its cause. */
  static LlmException like(LlmException failure, String message) {
    if (!failure.retryable()) {
      return LlmException.permanent(message, failure);
    }
    return failure.retryAfter() == null
        ? LlmException.retryable(message, failure)
        : LlmException.retryableAfter(message, failure.retryAfter(), failure);
  }

  /**
   * A failure told to another caller: a new object, so that no stack trace is shared, with the same
   * message and kind.
   */
  static LlmException again(LlmException failure) {
    return like(failure, String.valueOf(failure.getMessage()));
  }

  /** Any failure as one of a language model; what is not one may pass. */
  static LlmException of(RuntimeException failure) {
    return failure instanceof LlmException known
        ? known
        : LlmException.retryable("the model failed: " + failure, failure);
  }

  /** Whether a call failed because its own thread was interrupted. */
  static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
