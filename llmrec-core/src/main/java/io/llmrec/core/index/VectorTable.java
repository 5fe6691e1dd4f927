package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One embedding per item, by row and by id.
 *
 * <p>Rows are numbered from 0 and never change while the table is open. Safe for use by several
 * threads.
 */
public interface VectorTable extends ItemVectors, AutoCloseable {

  /** The number of rows. */
  int size();

  /** The number of components of each vector. */
  int dimension();

  /** The id of a row. */
  String id(int row);

  /** The row of an id, or -1 when there is none. */
  int row(String id);

  /** Writes a row's components to {@code target}, from {@code offset} on. */
  void copyTo(int row, float[] target, int offset);

  /** A hash over ids and vectors, the same for the same content in the same order. */
  String contentHash();

  /** Frees memory and files. */
  @Override
  void close();

  /** The embedding of a row. */
  default Embedding embedding(int row) {
    float[] values = new float[dimension()];
    copyTo(row, values, 0);
    return Embedding.of(values);
  }

  /**
   * A table in memory.
   *
   * @throws IllegalArgumentException when there are no rows, not as many ids as vectors, an id
   *     twice, or vectors of different dimensions
   */
  static VectorTable of(List<String> ids, List<Embedding> vectors) {
    return new InMemoryVectorTable(ids, vectors);
  }

  /**
   * Opens a table that a {@link VectorTableWriter} finished, memory-mapped.
   *
   * @throws IllegalStateException when it is unfinished, truncated or does not match its checksums
   */
  static VectorTable open(Path folder) {
    return MappedVectorTable.open(folder);
  }

  @Override
  default @Nullable Embedding find(String id) {
    int row = row(id);
    return row < 0 ? null : embedding(row);
  }
}
