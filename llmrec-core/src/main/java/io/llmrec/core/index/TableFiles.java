package io.llmrec.core.index;

import io.llmrec.core.fingerprint.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The files of a saved table, and the one form of a vector in bytes: 32-bit floats, little-endian.
 */
record TableFiles(Path folder) {

  /** All rows, one after the other, without header. */
  Path rows() {
    return folder.resolve("rows.f32");
  }

  /** One line per row: id, tab, key. */
  Path ids() {
    return folder.resolve("ids.tsv");
  }

  /** The number of components, known before the table is finished. */
  Path dimension() {
    return folder.resolve("dimension");
  }

  /** Sizes and checksums; written last, so a table without it is unfinished. */
  Path meta() {
    return folder.resolve("table.properties");
  }

  static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  /** Adds a row to the hash of a table's content. */
  static void addTo(Fingerprint hash, String id, byte[] vector) {
    hash.add(id).add(vector);
  }
}
