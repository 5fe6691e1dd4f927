package io.llmrec.examples.chat;

import java.io.Serial;

/** A request that is not served; its message is shown to whoever asked. */
final class PageRefusal extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  PageRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
