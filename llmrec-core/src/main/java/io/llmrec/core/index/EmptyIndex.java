package io.llmrec.core.index;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.fingerprint.Fingerprint;
import java.util.List;
import java.util.function.Predicate;

/**
 * No vectors at all, for a pipeline without an encoder; see {@link PreparedCatalog#withoutVectors}.
 */
enum EmptyIndex implements VectorTable, VectorIndex {
  INSTANCE;

  @Override
  public int size() {
    return 0;
  }

  @Override
  public int dimension() {
    return 0;
  }

  @Override
  public String id(int row) {
    throw new IndexOutOfBoundsException(row);
  }

  @Override
  public int row(String id) {
    return -1;
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    throw new IndexOutOfBoundsException(row);
  }

  @Override
  public String contentHash() {
    return Fingerprint.of();
  }

  @Override
  public List<List<Hit>> search(List<Embedding> queries, int limit, Predicate<String> admits) {
    return queries.stream().map(query -> List.<Hit>of()).toList();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
