package io.llmrec.prompt.chat.filter;

import java.io.Serial;

/** A filter that cannot be used; the message says what is wrong with it and what is allowed. */
public final class FilterException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** A refusal. */
  public FilterException(String message) {
    super(message);
  }
}
