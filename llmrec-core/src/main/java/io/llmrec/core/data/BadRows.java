package io.llmrec.core.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens to rows that cannot be read: the first one fails, or all are skipped and counted.
 *
 * <p>A collecting one adds up over all files it is given to. Safe for use by several threads.
 */
public final class BadRows {

  private static final int FAIL = -1;
  private static final BadRows FAILING = new BadRows(FAIL);

  private final int keep;
  private final List<RowError> kept = new ArrayList<>();
  private long count;

  private BadRows(int keep) {
    this.keep = keep;
  }

  /** The first bad row ends the reading with a {@link BadRowException}. */
  public static BadRows fail() {
    return FAILING;
  }

  /**
   * Bad rows are skipped and counted; the log says how many when a file has been read.
   *
   * @param keep how many errors are kept, the first ones; at least 0
   */
  public static BadRows collect(int keep) {
    if (keep < 0) {
      throw new IllegalArgumentException("errors to keep must be at least 0, was " + keep);
    }
    return new BadRows(keep);
  }

  /** How many rows could not be read. */
  public synchronized long count() {
    return count;
  }

  /** The first errors, in the order they were met. */
  public synchronized List<RowError> kept() {
    return List.copyOf(kept);
  }

  synchronized void add(RowError error, IllegalArgumentException cause) {
    if (keep == FAIL) {
      throw new BadRowException(error, cause);
    }
    count++;
    if (kept.size() < keep) {
      kept.add(error);
    }
  }
}
