package io.llmrec.prompt.chat.plan;

import java.io.Serial;

/** What a model answered is no plan; the message says what is wrong with it. */
public final class PlanException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** A refusal. */
  public PlanException(String message) {
    super(message);
  }
}
