package io.llmrec.core.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a file is read.
 *
 * @param charset of the text; one in which a line ends with the byte 10 (UTF-8, ISO-8859-1, GB18030
 *     and many others, but not UTF-16). Bytes that are not valid in it are an error of their row
 * @param limits how large a row may be
 * @param badRows what happens to rows that cannot be read
 * @param progress hears how much has been read
 */
public record ReadOptions(
    Charset charset, RowLimits limits, BadRows badRows, ReadProgress progress) {

  /** Checks the charset. */
  public ReadOptions {
    byte[] lineEnd = charset.canEncode() ? "\n".getBytes(charset) : new byte[0];
    if (lineEnd.length != 1 || lineEnd[0] != '\n') {
      throw new IllegalArgumentException(
          "charset must be one in which a line ends with the byte 10, such as UTF-8; was "
              + charset);
    }
  }

  /** UTF-8, the default limits, the first bad row fails, no progress. */
  public static ReadOptions utf8() {
    return in(StandardCharsets.UTF_8);
  }

  /** As {@link #utf8}, in ISO-8859-1. */
  public static ReadOptions latin1() {
    return in(StandardCharsets.ISO_8859_1);
  }

  /** As {@link #utf8}, in another charset. */
  public static ReadOptions in(Charset charset) {
    return new ReadOptions(charset, RowLimits.defaults(), BadRows.fail(), ReadProgress.none());
  }

  /** These options with other limits. */
  public ReadOptions withLimits(RowLimits other) {
    return new ReadOptions(charset, other, badRows, progress);
  }

  /** These options with another way to treat bad rows. */
  public ReadOptions withBadRows(BadRows other) {
    return new ReadOptions(charset, limits, other, progress);
  }

  /** These options with a listener. */
  public ReadOptions withProgress(ReadProgress other) {
    return new ReadOptions(charset, limits, badRows, other);
  }
}
