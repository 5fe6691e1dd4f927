package io.llmrec.embed.store;

import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.index.VectorTable;
import io.llmrec.embed.file.MappedFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What an {@link EmbeddingStore} held at one moment, memory-mapped: rows in the order in which
 * their ids were first put. Later changes and compactions of the store do not touch it.
 *
 * <p>Immutable and safe for use by several threads. The memory is given back when it is no longer
 * reachable.
 */
public final class StoredVectors implements VectorTable {

  private final StoreManifest manifest;
  private final String[] ids;
  private final MappedFile[] owners;
  private final long[] offsets;
  private final Map<String, Integer> rows;
  private volatile boolean closed;

  StoredVectors(StoreManifest manifest, String[] ids, MappedFile[] owners, long[] offsets) {
    this.manifest = manifest;
    this.ids = ids;
    this.owners = owners;
    this.offsets = offsets;
    this.rows = new HashMap<>(ids.length * 4 / 3 + 1);
    for (int row = 0; row < ids.length; row++) {
      rows.put(ids[row], row);
    }
  }

  /** The fingerprint of the encoder that made the vectors. */
  public String encoder() {
    return manifest.encoder();
  }

  /** How exactly they are kept. */
  public VectorPrecision precision() {
    return manifest.precision();
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public int dimension() {
    return manifest.dimension();
  }

  @Override
  public String id(int row) {
    return ids[row];
  }

  @Override
  public int row(String id) {
    return rows.getOrDefault(id, -1);
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    if (closed) {
      throw new IllegalStateException("the vector table is closed");
    }
    manifest.precision().read(owners[row], offsets[row], target, offset, manifest.dimension());
  }

  @Override
  public String contentHash() {
    Fingerprint hash = new Fingerprint();
    float[] values = new float[dimension()];
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    for (int row = 0; row < ids.length; row++) {
      copyTo(row, values, 0);
      bytes.asFloatBuffer().put(values);
      hash.add(ids[row]).add(bytes.array());
    }
    return hash.add(size()).add(dimension()).hex();
  }

  @Override
  public void close() {
    closed = true;
  }
}
