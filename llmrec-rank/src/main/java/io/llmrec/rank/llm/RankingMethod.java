package io.llmrec.rank.llm;

/** A way to rank candidates by asking a model. Safe for use by several threads. */
interface RankingMethod {

  /** What reasons and traces call it. */
  String name();

  /**
   * Ranks some candidates.
   *
   * @param shown places of candidates in the scene, in the order in which they stand
   */
  Ranking rank(Asker asker, Scene scene, int[] shown);

  /** What ranking these would cost. */
  RankingCost cost(Scene scene, int[] shown, CostBasis basis);

  /** The most candidates that it can rank. */
  default int mostShown() {
    return AskOptions.MAX_CANDIDATES;
  }

  /** Whether one prompt shows all candidates, so that each stands in a slot. */
  default boolean showsOneList() {
    return false;
  }
}
