package io.llmrec.core.baseline;

/**
 * The items that one user chose, or the users who chose one item.
 *
 * @param numbers rising, none twice
 * @param strengths the sum of the interactions' values, above 0, one per number
 */
record Row(int[] numbers, double[] strengths) {

  int size() {
    return numbers.length;
  }
}
