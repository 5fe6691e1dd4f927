package io.llmrec.embed.adaptor;

import java.util.List;

/**
 * Histories and what came next, over numbered items.
 *
 * @param histories of each row, latest first, not empty
 * @param next of each row
 * @param lowered what each row's next item is lowered by as an answer, the logarithm of how often
 *     it is drawn; all 0 for no correction
 */
record SequenceBatch(List<int[]> histories, int[] next, double[] lowered) {

  /** A batch without correction. */
  static SequenceBatch of(List<int[]> histories, int... next) {
    return new SequenceBatch(histories, next, new double[next.length]);
  }

  int size() {
    return next.length;
  }
}
