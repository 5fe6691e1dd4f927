package io.llmrec.rank.aggregate;

import java.util.List;

/**
 * How many rankings put one item before another.
 *
 * @param items how many items there are
 * @param counts {@code counts[i * items + j]} rankings put i before j
 * @param borda the items by mean place
 */
record Preferences(int items, int[] counts, int[] borda) {

  static Preferences of(int items, List<int[]> rankings) {
    int[] counts = new int[items * items];
    for (int[] ranking : rankings) {
      int[] places = PlaceScores.places(items, ranking);
      for (int better : ranking) {
        for (int other = 0; other < items; other++) {
          boolean before = places[other] == 0 || places[other] > places[better];
          counts[better * items + other] += before ? 1 : 0;
        }
      }
    }
    int[] borda = PlaceScores.order(PlaceScores.meanPlaces(items, rankings));
    return new Preferences(items, counts, borda);
  }

  int before(int i, int j) {
    return counts[i * items + j];
  }

  /** How many pairs of the rankings an order puts the other way round: its Kendall distance. */
  long distance(int[] order) {
    long distance = 0;
    for (int i = 0; i < order.length; i++) {
      for (int j = i + 1; j < order.length; j++) {
        distance += before(order[j], order[i]);
      }
    }
    return distance;
  }
}
