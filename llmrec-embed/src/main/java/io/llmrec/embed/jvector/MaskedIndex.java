package io.llmrec.embed.jvector;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Hit;
import io.llmrec.core.index.VectorIndex;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An index that can pass over rows of its table that are no longer in force. */
interface MaskedIndex extends VectorIndex {

  /**
   * As {@link VectorIndex#search}.
   *
   * @param dead rows that may not be found, or null for none; must not change meanwhile
   */
  List<List<Hit>> search(
      List<Embedding> queries, int limit, Predicate<String> admits, @Nullable BitSet dead);
}
