package io.llmrec.core;

/** What happens when a stage fails while a request is answered. */
public enum FailurePolicy {
  /** The request goes on without the stage, and the trace says so. The default. */
  DEGRADE,
  /** The request fails with a {@link StageException}. */
  STRICT
}
