package io.llmrec.prompt.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream of any length into lines, holding one at a time. */
final class LineScanner {

  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final int longest;
  private final byte[] block = new byte[BLOCK];
  private int from;
  private int to;
  private byte[] line = new byte[1 << 10];
  private int length;
  private long start;
  private long position;
  private boolean ended;

  /**
   * A scanner from the stream's place.
   *
   * @param longest of a longer line the rest is skipped
   */
  LineScanner(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Goes to the next line; false when there is none. */
  boolean next() throws IOException {
    start = position;
    length = 0;
    ended = false;
    while (!ended && fill()) {
      int end = from;
      while (end < to && block[end] != '\n') {
        end++;
      }
      keep(end - from);
      ended = end < to;
      position += end - from + (ended ? 1 : 0);
      from = ended ? end + 1 : end;
    }
    return position > start;
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(block));
    }
    return from < to;
  }

  private void keep(int count) {
    int some = Math.min(count, longest + 1 - length);
    if (some > 0) {
      if (length + some > line.length) {
        line = Arrays.copyOf(line, Math.max(length + some, 2 * line.length));
      }
      System.arraycopy(block, from, line, length, some);
      length += some;
    }
  }

  /** The bytes of the line, of which the first {@link #length} count. */
  byte[] line() {
    return line;
  }

  int length() {
    return length;
  }

  /** Where in the stream the line begins. */
  long start() {
    return start;
  }

  /** Where the next line begins. */
  long end() {
    return position;
  }

  /** Whether the line has an end. */
  boolean ended() {
    return ended;
  }
}
