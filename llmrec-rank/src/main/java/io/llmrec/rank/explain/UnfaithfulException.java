package io.llmrec.rank.explain;

import java.io.Serial;

/** An answer says what its facts do not. */
final class UnfaithfulException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnfaithfulException(String message) {
    super(message, null, false, false);
  }
}
