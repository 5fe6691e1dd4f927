package io.llmrec.rank.ctrl;

import io.llmrec.rank.text.RowText;

/**
 * Rows of a table, each with its text. Texts are asked for as they are needed, so that those of a
 * long table need not be kept.
 */
public interface AlignedRows {

  /** How many there are. */
  int count();

  /** A row as it is encoded for the ranker; is not changed. */
  int[] row(int index);

  /** What the row says in words. */
  RowText text(int index);
}
