package io.llmrec.core.data;

/** A file has a row, or a header, that cannot be read. */
public final class BadRowException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient RowError error;

  BadRowException(RowError error, Throwable cause) {
    super(error.toString(), cause);
    this.error = error;
  }

  /** Which row it is and what is wrong with it. */
  public RowError error() {
    return error;
  }
}
