package io.llmrec.embed.jvector;

/** Hands out rows in order, each once. Not safe for use by several threads. */
@FunctionalInterface
interface RowCursor {

  /** Writes the next rows into an array and says how many, 0 when there are no more. */
  int next(int[] target);
}
