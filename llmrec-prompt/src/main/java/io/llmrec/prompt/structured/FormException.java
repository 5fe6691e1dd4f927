package io.llmrec.prompt.structured;

import java.io.Serial;

/** A reply does not fit its form; the message tells the model and people why. */
final class FormException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String problem;

  FormException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong. */
  String problem() {
    return problem;
  }
}
