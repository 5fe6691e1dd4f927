package io.llmrec.embed.adaptor;

import java.util.List;

/**
 * Histories and what came next, over numbered items.
 *
 * @param histories of each row, latest first, not empty
 * @param next of each row
 */
record SequenceBatch(List<int[]> histories, int[] next) {

  int size() {
    return next.length;
  }
}
