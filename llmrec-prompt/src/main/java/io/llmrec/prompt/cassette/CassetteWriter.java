package io.llmrec.prompt.cassette;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.prompt.StrictJson;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Appends lines to a cassette, each forced to disk. Safe for use by several threads.
 *
 * <p>Not over a file channel: an interrupt of one thread would close it for all.
 */
final class CassetteWriter implements AutoCloseable {

  private final RandomAccessFile file;

  private CassetteWriter(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens a file and locks it against other writers; makes it where it is not there. */
  static CassetteWriter open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (file.getChannel().tryLock() == null) {
        throw new IOException("another process is recording to it");
      }
      return new CassetteWriter(file);
    } catch (OverlappingFileLockException e) {
      file.close();
      throw new IOException("this process is already recording to it", e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** What is there; then cuts off what is not whole, begins an empty file, and goes to the end. */
  synchronized CassetteReader.Contents begin(String name, String note) throws IOException {
    // Not closed: that would close the file.
    CassetteReader.Contents contents = CassetteReader.read(new FileInputStream(file.getFD()), name);
    file.setLength(contents.wholeBytes());
    file.seek(contents.wholeBytes());
    if (contents.wholeBytes() == 0) {
      append(
          StrictJson.write(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("cassette", CassetteReader.VERSION)
                  .put("note", note)));
    } else if (!contents.ended()) {
      append("");
    }
    return contents;
  }

  /**
   * Appends a line and forces it to disk; when that fails, nothing of it stays.
   *
   * @throws IOException when it is too long or cannot be written
   */
  synchronized void append(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > CassetteReader.MAX_LINE_BYTES) {
      throw new IOException(
          "a line must be at most %d bytes, was %d"
              .formatted(CassetteReader.MAX_LINE_BYTES, bytes.length));
    }
    long start = file.getFilePointer();
    try {
      file.write(bytes);
      file.getFD().sync();
    } catch (IOException e) {
      file.setLength(start);
      throw e;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
