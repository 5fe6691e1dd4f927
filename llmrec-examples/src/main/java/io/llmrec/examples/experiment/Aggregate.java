package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Exposure;
import io.llmrec.core.eval.Popularity;
import java.util.List;

/**
 * A number that all lists of a system have together.
 *
 * @param name unique in an experiment, for example {@code coverage@10}
 * @param k how long the lists must be, at least 1
 * @param decimals how many are shown
 * @param measure gives the number
 */
public record Aggregate(String name, int k, int decimals, Measure measure) {

  /** Gives the lists of all cases, cut at k, a number. */
  @FunctionalInterface
  public interface Measure {

    /** The value; NaN where undefined. */
    double of(List<List<String>> lists, Measured measured);
  }

  /** Checks the ranges. */
  public Aggregate {
    if (k < 1 || decimals < 0) {
      throw new IllegalArgumentException(
          "k must be at least 1 and decimals at least 0, were %d and %d".formatted(k, decimals));
    }
  }

  /** The share of the catalog that is on at least one list, as {@code coverage@k}. */
  public static Aggregate coverage(int k) {
    return new Aggregate(
        "coverage@" + k,
        k,
        4,
        (lists, measured) -> Exposure.of(lists, measured.data().catalog()).itemCoverage());
  }

  /**
   * The mean number of users who had the items of a list in train, over the lists that are not
   * empty, as {@code popularity@k}.
   */
  public static Aggregate popularity(int k) {
    return new Aggregate(
        "popularity@" + k,
        k,
        1,
        (lists, measured) -> {
          Popularity popularity = measured.popularity();
          return lists.stream()
              .filter(list -> !list.isEmpty())
              .mapToDouble(popularity::average)
              .average()
              .orElse(Double.NaN);
        });
  }

  double of(List<List<String>> lists, Measured measured) {
    return measure.of(
        lists.stream().map(list -> list.subList(0, Math.min(k, list.size()))).toList(), measured);
  }
}
