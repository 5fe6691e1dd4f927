package io.llmrec.embed.jvector;

/**
 * What the two ways of searching cost on this machine: to walk the graph, or to compare every
 * admitted vector, which is exact. Immutable.
 *
 * @param visitsPerCandidate nodes that a walk visits for each candidate it keeps, when all rows are
 *     admitted
 * @param visit cost of visiting a node: a vector somewhere in the file, its neighbours, the queue
 * @param row cost of comparing a row
 * @param test cost of asking whether a row is admitted
 */
record SearchCost(double visitsPerCandidate, double visit, double row, double test) {

  /** In comparisons of rows, until there is a measurement; from runs at 64 to 384 components. */
  static final SearchCost ASSUMED = new SearchCost(12, 5, 1, 0.3);

  /**
   * Compares the two ways.
   *
   * @param rows of the table
   * @param width candidates that the walk keeps
   * @param share of the rows that are admitted, 0 to 1: a walk must visit the others, too
   * @param known whether asking about a row is free
   */
  boolean graphPays(int rows, int width, double share, boolean known) {
    if (share == 0) {
      return false;
    }
    double ask = known ? 0 : test;
    double visits = Math.min(rows, width * visitsPerCandidate / share);
    double walk = visits * (share < 1 ? visit + ask : visit);
    return walk < rows * (ask + share * row);
  }
}
