package io.llmrec.core.data;

/**
 * A field of the row at hand, or the whole row, cannot be read.
 *
 * <p>Formats and mappings throw it; {@link Rows} adds the place and treats it as {@link BadRows}
 * says. It has no stack trace, because a file may have very many.
 */
public final class BadFieldException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String column;

  /**
   * A field is bad.
   *
   * @param column its name
   * @param message what is wrong with it
   */
  public BadFieldException(String column, String message) {
    super(message);
    this.column = column;
  }

  /** The whole row is bad. */
  public static BadFieldException row(String message) {
    return new BadFieldException("", message);
  }

  /** The name of the field, or the empty string when the whole row is meant. */
  public String column() {
    return column;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
