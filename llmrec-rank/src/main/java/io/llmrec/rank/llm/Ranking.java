package io.llmrec.rank.llm;

/**
 * What a method made of some candidates.
 *
 * @param order all places that were given, the best first
 * @param placed how many of these, from the first on, the model had a say in; the others follow in
 *     the order given. 0 when nothing came of it
 */
record Ranking(int[] order, int placed) {

  /** Nothing came of it. */
  static Ranking none(int[] shown) {
    return new Ranking(shown.clone(), 0);
  }

  /** An order of all. */
  static Ranking of(int[] order) {
    return new Ranking(order, order.length);
  }
}
