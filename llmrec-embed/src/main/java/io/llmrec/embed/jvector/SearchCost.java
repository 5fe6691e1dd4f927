package io.llmrec.embed.jvector;

/**
 * Whether to walk the graph or to compare every admitted vector, which is exact. Costs are in
 * comparisons of vectors that lie one after the other in memory, as measured at 64 to 384
 * components.
 */
final class SearchCost {

  /** Nodes a walk visits for each candidate that it keeps. */
  private static final double VISITS = 12;

  /** A visit: a vector somewhere in the file, its neighbours, the queue. */
  private static final double VISIT = 5;

  /** Asking whether a row is admitted. */
  private static final double TEST = 0.3;

  private SearchCost() {}

  /**
   * Compares the two ways.
   *
   * @param rows of the table
   * @param width candidates that the walk keeps
   * @param share of the rows that are admitted, 0 to 1: a walk must visit the others, too
   */
  static boolean graphPays(int rows, int width, double share) {
    return share > 0 && width * VISITS * VISIT / share < rows * (TEST + share);
  }
}
