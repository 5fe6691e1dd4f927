package io.llmrec.core.data;

/**
 * How large a row may be: what is larger is an error of that row and is never held in memory.
 *
 * @param bytes of one row, without its line end; at least 1 and at most {@value #MOST_BYTES}
 * @param fields of one row, at least 1
 */
public record RowLimits(int bytes, int fields) {

  /** The most bytes a row may be allowed. */
  public static final int MOST_BYTES = 1 << 28;

  /** Checks the bounds. */
  public RowLimits {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "bytes of a row must be from 1 to %d, was %d".formatted(MOST_BYTES, bytes));
    }
    if (fields < 1) {
      throw new IllegalArgumentException("fields of a row must be at least 1, was " + fields);
    }
  }

  /** One mebibyte and a thousand fields. */
  public static RowLimits defaults() {
    return new RowLimits(1 << 20, 1000);
  }
}
