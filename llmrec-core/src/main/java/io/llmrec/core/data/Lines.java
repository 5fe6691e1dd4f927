package io.llmrec.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an open file, each of bounded length and strictly decoded.
 *
 * <p>A line ends with LF or CR LF. A byte-order mark at the beginning is skipped. For one thread.
 */
public final class Lines {

  private static final int BLOCK = 1 << 16;
  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream in;
  private final Charset charset;
  private final int maxBytes;
  private byte[] buffer = new byte[BLOCK];
  private int start;
  private int end;
  private long number;
  private String current = "";

  Lines(InputStream in, Charset charset, int maxBytes) throws IOException {
    this.in = in;
    this.charset = charset;
    this.maxBytes = maxBytes;
    skipByteOrderMark();
  }

  /**
   * The next line without its end, or null at the end of the file.
   *
   * @throws BadFieldException when the line is too long or not valid in the charset; the next call
   *     goes on with the line after it
   */
  public @Nullable String next() throws IOException {
    int length = lengthOfLine();
    boolean ended = start + length < end;
    if (length == 0 && !ended) {
      return null;
    }
    number++;
    int from = start;
    int kept = Math.min(length, maxBytes);
    int text = ended && kept > 0 && buffer[from + kept - 1] == '\r' ? kept - 1 : kept;
    current = new String(buffer, from, text, charset);
    start = Math.min(end, from + length + 1);
    if (length > maxBytes) {
      if (!ended) {
        skipLine();
      }
      throw BadFieldException.row("is longer than %,d bytes".formatted(maxBytes));
    }
    if (current.indexOf(REPLACEMENT) >= 0 && !isValid(from, text)) {
      throw BadFieldException.row("is not valid " + charset);
    }
    return current;
  }

  /** The number of the line last read, counted from 1; 0 before the first. */
  public long number() {
    return number;
  }

  /** The line last read, also when it is bad: then as far as it could be read. */
  public String current() {
    return current;
  }

  /** Bytes to the next line end, to the end of the file, or just beyond what a line may have. */
  private int lengthOfLine() throws IOException {
    int length = 0;
    do {
      while (start + length < end) {
        if (buffer[start + length] == '\n') {
          return length;
        }
        length++;
      }
    } while (length <= maxBytes && fill());
    return length;
  }

  private void skipLine() throws IOException {
    do {
      while (start < end) {
        if (buffer[start++] == '\n') {
          return;
        }
      }
    } while (fill());
  }

  /** Reads more behind what is there; false at the end of the file. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * end, end + maxBytes + 1));
    }
    int count = in.read(buffer, end, buffer.length - end);
    end += Math.max(count, 0);
    return count >= 0;
  }

  private boolean isValid(int from, int length) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(buffer, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void skipByteOrderMark() throws IOException {
    while (end < 3 && fill()) {
      // The first bytes may come one by one.
    }
    boolean marked =
        end >= 3
            && buffer[0] == (byte) 0xEF
            && buffer[1] == (byte) 0xBB
            && buffer[2] == (byte) 0xBF;
    if (marked && !charset.equals(StandardCharsets.UTF_8)) {
      throw BadFieldException.row(
          "the file begins with the byte-order mark of UTF-8 and is read as " + charset);
    }
    start = marked ? 3 : 0;
  }
}
