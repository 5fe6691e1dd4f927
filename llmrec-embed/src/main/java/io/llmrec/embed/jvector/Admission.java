package io.llmrec.embed.jvector;

import java.util.function.IntPredicate;

/** Which rows of a table a search may find. For one search; not safe for use by several threads. */
interface Admission extends IntPredicate {

  /** The share of rows admitted, 0 to 1; may be an estimate. */
  double share();

  /** Nanoseconds it takes to ask about a row, roughly; 0 where the answers are already there. */
  double askNanos();

  /** Nanoseconds it takes to find all rows admitted, roughly; 0 where they are already there. */
  double findNanos();

  /** All rows admitted. */
  RowCursor rows();
}
