package io.llmrec.embed.jvector;

import java.util.List;

/**
 * What the two ways of searching cost on this machine: to walk the graph, or to compare every
 * admitted vector, which is exact. Immutable.
 *
 * @param walk through the graph without a filter
 * @param rowNanos to read a row and compare it with a query
 * @param againNanos to compare the same row with another query
 */
record SearchCost(WalkCurve walk, double rowNanos, double againNanos) {

  private static final double ASSUMED_ROW_NANOS = 80;

  /** A candidate costs about 12 visits, a visit about as much as 5 rows read in order. */
  private static final double ASSUMED_CANDIDATE_NANOS = 60 * ASSUMED_ROW_NANOS;

  private static final int HALVINGS = 20;

  /** Until there is a measurement; from runs at 64 to 384 components. */
  static final SearchCost ASSUMED =
      new SearchCost(
          new WalkCurve(
              List.of(new WalkCurve.Point(0, 0), new WalkCurve.Point(1, ASSUMED_CANDIDATE_NANOS))),
          ASSUMED_ROW_NANOS,
          ASSUMED_ROW_NANOS / 2);

  /**
   * Compares the two ways.
   *
   * <p>A walk that may keep one node in {@code n} goes as far as a free one that keeps {@code n}
   * times as many, and asks once for each of them. A scan finds out once for all queries which rows
   * are admitted.
   *
   * @param rows of the table
   * @param width candidates that the walk keeps
   * @param queries that are searched for together
   * @param admission tells the share of rows admitted, and what asking takes
   */
  boolean graphPays(int rows, int width, int queries, Admission admission) {
    double share = admission.share();
    if (share == 0) {
      return false;
    }
    double passed = Math.min(rows, width / share);
    double asking = share < 1 ? passed * admission.askNanos() : 0;
    double walks = queries * (walk.nanos(passed) + asking);
    double comparing = share * rows * (rowNanos + (queries - 1) * againNanos);
    return walks < comparing || walks < comparing + admission.findNanos();
  }

  /**
   * How many nodes a walk for one query passes in the time of a scan.
   *
   * @param rows of the table
   */
  double nodesPerScan(int rows, Admission admission) {
    double scan = admission.findNanos() + admission.share() * rows * rowNanos;
    double least = 0;
    double most = rows;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (least + most) / 2;
      if (walk.nanos(middle) + middle * admission.askNanos() < scan) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return most;
  }
}
