package io.llmrec.embed.store;

import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends frames to a segment; each is on disk when the call returns. */
final class SegmentWriter implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private long end;

  private SegmentWriter(Path file, FileChannel channel, long end) {
    this.file = file;
    this.channel = channel;
    this.end = end;
  }

  /** Goes on after {@code end}; what a kill left behind it is cut off. */
  static SegmentWriter open(Path file, long end) {
    if (!Files.exists(file)) {
      DurableFiles.write(file, "");
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.truncate(end).position(end);
      return new SegmentWriter(file, channel, end);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write to " + file + ": " + e, e);
    }
  }

  long end() {
    return end;
  }

  /**
   * Appends a frame, or leaves the file as it was.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  void append(ByteBuffer frame) {
    int length = frame.remaining();
    try {
      DurableFiles.writeFully(channel, frame);
      channel.force(false);
      end += length;
    } catch (IOException e) {
      cutOff(e);
      throw new UncheckedIOException("could not write to " + file + ": " + e, e);
    }
  }

  private void cutOff(IOException cause) {
    try {
      channel.truncate(end).position(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file + ": " + e, e);
    }
  }
}
