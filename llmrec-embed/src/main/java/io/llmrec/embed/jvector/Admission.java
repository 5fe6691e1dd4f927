package io.llmrec.embed.jvector;

import io.llmrec.core.index.VectorTable;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which rows of a table a search may find. For one search; not safe for use by several threads. */
final class Admission implements IntPredicate {

  private static final int SAMPLE = 256;

  /** Most searches admit nearly all; a few rows are enough to see it. */
  private static final int FIRST_LOOK = 32;

  private final VectorTable table;
  private final Predicate<String> admits;
  private int @Nullable [] rows;

  Admission(VectorTable table, Predicate<String> admits) {
    this.table = table;
    this.admits = admits;
  }

  @Override
  public boolean test(int row) {
    return admits.test(table.id(row));
  }

  /** The share of rows admitted, 0 to 1, from rows at equal distances. */
  double estimatedShare() {
    double share = share(FIRST_LOOK);
    return share == 1 ? share : share(SAMPLE);
  }

  private double share(int most) {
    int size = table.size();
    int sample = Math.min(most, size);
    int admitted = 0;
    for (int i = 0; i < sample; i++) {
      admitted += test((int) ((long) i * size / sample)) ? 1 : 0;
    }
    return (double) admitted / sample;
  }

  /** All rows admitted; asked for once. */
  int[] rows() {
    int[] found = rows;
    if (found == null) {
      found = IntStream.range(0, table.size()).filter(this).toArray();
      rows = found;
    }
    return found;
  }
}
