package io.llmrec.rank.aggregate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Scores that depend on the places of an item alone. */
final class PlaceScores {

  /** The constant of Cormack, Clarke and Büttcher. */
  private static final int RRF = 60;

  private PlaceScores() {}

  /** The place of each item in a ranking from 1, 0 where it is left out. */
  static int[] places(int items, int[] ranking) {
    int[] places = new int[items];
    for (int i = 0; i < ranking.length; i++) {
      int item = ranking[i];
      if (item < 0 || item >= items || places[item] != 0) {
        throw new IllegalArgumentException(
            "a ranking must hold numbers from 0 to %d, each at most once, was %s"
                .formatted(items - 1, Arrays.toString(ranking)));
      }
      places[item] = i + 1;
    }
    return places;
  }

  static double[] meanPlaces(int items, List<int[]> rankings) {
    double[] sums = new double[items];
    for (int[] ranking : rankings) {
      int[] places = places(items, ranking);
      double missing = (ranking.length + 1 + items) / 2.0;
      for (int item = 0; item < items; item++) {
        sums[item] += places[item] == 0 ? missing : places[item];
      }
    }
    return divided(sums, rankings.size());
  }

  static double[] reciprocalRanks(int items, List<int[]> rankings) {
    double[] sums = new double[items];
    for (int[] ranking : rankings) {
      int[] places = places(items, ranking);
      for (int item = 0; item < items; item++) {
        sums[item] += places[item] == 0 ? 0 : 1.0 / (RRF + places[item]);
      }
    }
    return divided(sums, rankings.size());
  }

  private static double[] divided(double[] sums, int by) {
    for (int i = 0; i < sums.length && by > 0; i++) {
      sums[i] /= by;
    }
    return sums;
  }

  /** The items by rising score, equals by number. */
  static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(item -> scores[item]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
