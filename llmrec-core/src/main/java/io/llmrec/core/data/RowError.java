package io.llmrec.core.data;

import java.nio.file.Path;

/**
 * Why a row could not be read.
 *
 * @param file which file
 * @param line where the row begins, counted from 1
 * @param column name of the column or field, or the empty string when the whole row is meant
 * @param message what is wrong
 * @param excerpt how the row begins, without control characters
 */
public record RowError(Path file, long line, String column, String message, String excerpt) {

  private static final int MESSAGE_CHARS = 500;
  private static final int EXCERPT_CHARS = 120;

  /** Shortens what comes from the file and takes control characters out of it. */
  public RowError {
    if (line < 1) {
      throw new IllegalArgumentException("line must be at least 1, was " + line);
    }
    column = printable(column, EXCERPT_CHARS);
    message = printable(message, MESSAGE_CHARS);
    excerpt = printable(excerpt, EXCERPT_CHARS);
  }

  private static String printable(String text, int most) {
    String begin = text.length() > most ? text.substring(0, most) + "..." : text;
    return begin.replaceAll("\\p{Cntrl}", " ");
  }

  /** One sentence with everything but the folder. */
  @Override
  public String toString() {
    String where = column.isEmpty() ? "" : ", column '" + column + "'";
    return "%s, line %d%s cannot be read: %s; the row begins \"%s\""
        .formatted(file.getFileName(), line, where, message, excerpt);
  }
}
