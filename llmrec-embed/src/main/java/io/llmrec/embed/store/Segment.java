package io.llmrec.embed.store;

import io.llmrec.embed.file.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A segment file, mapped: frames one after the other. Immutable. */
final class Segment {

  private final Path file;
  private final MappedFile bytes;
  private final int rowBytes;

  private Segment(Path file, MappedFile bytes, int rowBytes) {
    this.file = file;
    this.bytes = bytes;
    this.rowBytes = rowBytes;
  }

  /**
   * Maps what the file holds now.
   *
   * @throws IllegalStateException when it cannot be read
   */
  static Segment open(Path file, int rowBytes) {
    try {
      return new Segment(file, MappedFile.open(file), rowBytes);
    } catch (IOException e) {
      throw StoreFiles.damaged(file, e.toString(), e);
    }
  }

  Path file() {
    return file;
  }

  MappedFile bytes() {
    return bytes;
  }

  /** Hears of each change in the order it was made. */
  interface Changes {

    /** A vector whose bytes start at {@code offset}. */
    void put(String id, long offset);

    /** The id's vector is gone. */
    void delete(String id);
  }

  /**
   * Reads whole frames from a position on, checking each; stops where the file ends, be it within a
   * frame.
   *
   * @return where the first frame that is not whole starts
   * @throws IllegalStateException when a frame is damaged
   */
  long read(long from, Changes changes) {
    long at = from;
    while (bytes.size() - at >= Frame.HEADER_BYTES) {
      Frame frame = header(at);
      long body = frame.bodyBytes(rowBytes);
      if (body > MappedFile.MAX_SLICE) {
        throw StoreFiles.damaged(file, "a frame of %d bytes at %d".formatted(body, at), null);
      }
      if (bytes.size() - at - Frame.HEADER_BYTES < body) {
        break;
      }
      read(frame, at + Frame.HEADER_BYTES, changes);
      at += Frame.HEADER_BYTES + body;
    }
    return at;
  }

  private Frame header(long at) {
    try {
      return Frame.header(bytes, at);
    } catch (IllegalArgumentException e) {
      throw StoreFiles.damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private void read(Frame frame, long start, Changes changes) {
    ByteBuffer body = bytes.slice(start, (int) frame.bodyBytes(rowBytes));
    if (Frame.crc(body.duplicate()) != frame.bodyCrc()) {
      throw StoreFiles.damaged(
          file, "the frame at byte %d does not match its checksum".formatted(start), null);
    }
    body.position(frame.vectors() * rowBytes);
    String[] ids = frame.ids(body);
    for (int i = 0; i < ids.length; i++) {
      if (i < frame.vectors()) {
        changes.put(ids[i], start + (long) i * rowBytes);
      } else {
        changes.delete(ids[i]);
      }
    }
  }

  /** Size and CRC-32C as the manifest lists them. */
  StoreManifest.Sealed seal(int number) {
    CRC32C crc = new CRC32C();
    int block = 1 << 26;
    for (long start = 0; start < bytes.size(); start += block) {
      crc.update(bytes.slice(start, (int) Math.min(block, bytes.size() - start)));
    }
    return new StoreManifest.Sealed(number, bytes.size(), "%08x".formatted(crc.getValue()));
  }
}
