package io.llmrec.embed.jvector;

import java.util.function.IntPredicate;

/** Which rows of a table a search may find. For one search; not safe for use by several threads. */
interface Admission extends IntPredicate {

  /** Whether asking about a row costs next to nothing, because all answers are already there. */
  boolean known();

  /** The share of rows admitted, 0 to 1; an estimate unless {@link #known}. */
  double share();

  /** All rows admitted, in order. */
  int[] rows();
}
