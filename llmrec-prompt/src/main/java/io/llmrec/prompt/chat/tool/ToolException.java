package io.llmrec.prompt.chat.tool;

import java.io.Serial;

/** A tool cannot do what was asked; the message says what is wrong and what is allowed. */
final class ToolException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ToolException(String message) {
    super(message);
  }
}
