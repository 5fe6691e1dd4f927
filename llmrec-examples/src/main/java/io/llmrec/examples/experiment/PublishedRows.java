package io.llmrec.examples.experiment;

import java.util.List;

/** What LLMRank's Tables 2 and 4 say of the models whose lists were released. */
final class PublishedRows {

  private PublishedRows() {}

  /**
   * A row.
   *
   * @param list the ending of the released file
   * @param recalled whether it is of Table 4, with recalled candidates, or else of Table 2
   * @param values NDCG x 100 at 1, 5, 10 and 20
   */
  record Row(String list, boolean recalled, List<Double> values) {}

  static final List<Row> FILMS =
      List.of(
          random("pop", 22.91, 45.16, 52.33, 55.36),
          random("bpr", 34.60, 59.87, 64.29, 65.39),
          random("sasrec", 61.39, 76.39, 78.89, 79.79),
          random("bm25", 4.70, 12.68, 17.88, 33.19),
          recalled("pop", 0.08, 1.20, 4.13, 5.79),
          recalled("bpr", 0.26, 1.69, 4.41, 6.04),
          recalled("sasrec", 3.76, 9.79, 10.45, 10.56),
          recalled("bm25", 0.26, 0.87, 2.32, 5.28));

  static final List<Row> GAMES =
      List.of(
          random("pop", 28.35, 47.42, 52.96, 57.45),
          random("bpr", 44.92, 62.33, 66.27, 68.94),
          random("sasrec", 56.90, 73.19, 75.92, 77.14),
          random("bm25", 13.92, 28.81, 34.61, 44.35),
          recalled("pop", 0.13, 1.00, 2.27, 2.62),
          recalled("bpr", 0.55, 1.98, 2.96, 3.19),
          recalled("sasrec", 1.33, 3.55, 4.02, 4.11));

  private static Row random(String list, double one, double five, double ten, double twenty) {
    return new Row(list, false, List.of(one, five, ten, twenty));
  }

  private static Row recalled(String list, double one, double five, double ten, double twenty) {
    return new Row(list, true, List.of(one, five, ten, twenty));
  }
}
