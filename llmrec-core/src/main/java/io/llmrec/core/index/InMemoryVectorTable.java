package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table in one flat array; see {@link VectorTable#of}. */
final class InMemoryVectorTable implements VectorTable {

  private final List<String> ids;
  private final Map<String, Integer> rows;
  private final float[][] vectors;
  private final int dimension;

  InMemoryVectorTable(List<String> ids, List<Embedding> vectors) {
    if (ids.isEmpty() || ids.size() != vectors.size()) {
      throw new IllegalArgumentException(
          "a table needs at least 1 id and as many vectors as ids, was given %d and %d"
              .formatted(ids.size(), vectors.size()));
    }
    this.ids = List.copyOf(ids);
    this.dimension = vectors.get(0).dimension();
    this.rows = new HashMap<>(ids.size() * 4 / 3 + 1);
    this.vectors = new float[ids.size()][];
    for (int row = 0; row < ids.size(); row++) {
      put(row, ids.get(row), vectors.get(row));
    }
  }

  private void put(int row, String id, Embedding vector) {
    if (vector.dimension() != dimension) {
      throw new IllegalArgumentException(
          "vectors must be of one dimension: '%s' has %d, '%s' has %d"
              .formatted(ids.get(0), dimension, id, vector.dimension()));
    }
    if (rows.putIfAbsent(id, row) != null) {
      throw new IllegalArgumentException("ids must be unique, '%s' is given twice".formatted(id));
    }
    vectors[row] = vector.toArray();
  }

  @Override
  public int size() {
    return vectors.length;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String id(int row) {
    return ids.get(row);
  }

  @Override
  public int row(String id) {
    return rows.getOrDefault(id, -1);
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    System.arraycopy(vectors[row], 0, target, offset, dimension);
  }

  @Override
  public String contentHash() {
    Fingerprint hash = new Fingerprint();
    for (int row = 0; row < vectors.length; row++) {
      TableFiles.addTo(hash, ids.get(row), TableFiles.bytes(vectors[row]));
    }
    return hash.add(size()).add(dimension).hex();
  }

  @Override
  public void close() {
    // Nothing is held but memory, which the collector frees.
  }
}
