package io.llmrec.embed.store;

import io.llmrec.embed.file.MappedFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * One batch of changes in a segment: a header of 24 bytes (magic, numbers of vectors, of deleted
 * ids and of bytes of ids, checksum of the body, checksum of the header; big-endian), the vectors,
 * and the ids, each with its length. What a kill cut off is told from damage by the two checksums:
 * a whole header is never wrong by itself.
 *
 * @param vectors how many vectors
 * @param deletes how many ids are deleted
 * @param idBytes the bytes that ids take, a multiple of 4
 * @param bodyCrc CRC-32C of what follows the header
 */
record Frame(int vectors, int deletes, int idBytes, int bodyCrc) {

  static final int HEADER_BYTES = 24;

  private static final int MAGIC = 0x4c56_5331;

  /** A vector under its id. */
  record Put(String id, float[] vector) {}

  /** The bytes of a frame. */
  static ByteBuffer encode(
      List<Put> puts, List<String> deletes, VectorPrecision precision, int dimension) {
    List<byte[]> ids =
        Stream.concat(puts.stream().map(Put::id), deletes.stream())
            .map(id -> id.getBytes(StandardCharsets.UTF_8))
            .toList();
    int idBytes = ids.stream().mapToInt(id -> (Integer.BYTES + id.length + 3) / 4 * 4).sum();
    int body = Math.addExact(precision.rowBytes(dimension) * puts.size(), idBytes);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + body).position(HEADER_BYTES);
    puts.forEach(put -> precision.write(put.vector(), bytes));
    for (byte[] id : ids) {
      bytes.putInt(id.length).put(id);
      bytes.position((bytes.position() + 3) / 4 * 4);
    }
    bytes.putInt(0, MAGIC).putInt(4, puts.size()).putInt(8, deletes.size()).putInt(12, idBytes);
    bytes.putInt(16, crc(bytes.slice(HEADER_BYTES, body)));
    bytes.putInt(20, crc(bytes.slice(0, 20)));
    return bytes.flip();
  }

  static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /**
   * Reads a header.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static Frame header(MappedFile file, long at) {
    ByteBuffer bytes = file.slice(at, HEADER_BYTES);
    Frame frame = new Frame(bytes.getInt(4), bytes.getInt(8), bytes.getInt(12), bytes.getInt(16));
    if (bytes.getInt(0) != MAGIC
        || bytes.getInt(20) != crc(bytes.slice(0, 20))
        || frame.vectors < 0
        || frame.deletes < 0
        || frame.idBytes < 0) {
      throw new IllegalArgumentException("no frame starts at byte " + at);
    }
    return frame;
  }

  long bodyBytes(int rowBytes) {
    return (long) vectors * rowBytes + idBytes;
  }

  /** The ids of vectors, then those deleted. */
  String[] ids(ByteBuffer bytes) {
    String[] ids = new String[vectors + deletes];
    for (int i = 0; i < ids.length; i++) {
      byte[] id = new byte[bytes.getInt()];
      bytes.get(id);
      bytes.position(Math.min(bytes.limit(), (bytes.position() + 3) / 4 * 4));
      ids[i] = new String(id, StandardCharsets.UTF_8);
    }
    return ids;
  }
}
