package io.llmrec.prompt.batch;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A line of a journal: checksum in 8 hex digits, length in bytes, payload, separated by tabs. The
 * payload holds no line end.
 */
final class Frame {

  /** The longest payload in bytes. */
  static final int MAX_PAYLOAD = 1 << 22;

  /** The longest that stands before the payload. */
  static final int MAX_HEAD = 18;

  /** The longest line without its end. */
  static final int MAX_LINE = MAX_HEAD + MAX_PAYLOAD;

  private static final int CHECKSUM = 8;
  private static final int MAX_LENGTH_DIGITS = 7;

  private Frame() {}

  /** The line with its end. */
  static byte[] of(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a line holds at most %d bytes, was given %d".formatted(MAX_PAYLOAD, bytes.length));
    }
    byte[] head =
        "%08x\t%d\t"
            .formatted(checksum(bytes, 0, bytes.length), bytes.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[head.length + bytes.length + 1];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(bytes, 0, line, head.length, bytes.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /** How long the line is that begins so, without its end, or -1 when none does. */
  static int lineLength(byte[] head) {
    int from = payloadStart(head, head.length);
    return from < 0 ? -1 : from + told(head, from);
  }

  /** The payload of a line without its end, or null when the line is damaged. */
  static @Nullable String payload(byte[] line, int length) {
    int from = payloadStart(line, length);
    if (from < 0) {
      return null;
    }
    String sum = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
    boolean whole =
        told(line, from) == length - from
            && sum.equals("%08x".formatted(checksum(line, from, length - from)));
    return whole ? new String(line, from, length - from, StandardCharsets.UTF_8) : null;
  }

  /** The length that the head of a line tells, which ends before a place. */
  private static int told(byte[] line, int from) {
    String digits = new String(line, CHECKSUM + 1, from - CHECKSUM - 2, StandardCharsets.US_ASCII);
    return Integer.parseInt(digits);
  }

  /** Where the payload begins, or -1 when the line does not begin as one. */
  private static int payloadStart(byte[] line, int length) {
    int at = CHECKSUM;
    if (length < CHECKSUM + 3 || line[at++] != '\t') {
      return -1;
    }
    int digits = at;
    while (at < length && at - digits < MAX_LENGTH_DIGITS && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    return at > digits && at < length && line[at] == '\t' ? at + 1 : -1;
  }

  private static long checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return crc.getValue();
  }
}
