package io.llmrec.rank.bias;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Takes the excess of popularity from a ranking: score - strength * (popularity - mean popularity
 * of the list), where the score runs from 1 for the first place to 0 for the last. Immutable.
 *
 * <p>The strength is the one at which the top of a validation log is as popular as what its users
 * chose; it may be negative, for a ranker that shuns popular items.
 */
public final class PopularityCorrection {

  private static final double MOST = 4;
  private static final int HALVINGS = 40;

  private final ToDoubleFunction<String> popularity;
  private final double strength;

  private PopularityCorrection(ToDoubleFunction<String> popularity, double strength) {
    this.popularity = popularity;
    this.strength = strength;
  }

  /**
   * A correction of known strength.
   *
   * @param popularity of an item by its id, finite; safe for use by several threads
   * @param strength finite, 0 changes nothing
   */
  public static PopularityCorrection of(ToDoubleFunction<String> popularity, double strength) {
    if (!Double.isFinite(strength)) {
      throw new IllegalArgumentException("strength must be finite, was " + strength);
    }
    return new PopularityCorrection(popularity, strength);
  }

  /**
   * Learns the strength from a validation log; 0 where {@link PopularityReport} finds no bias.
   *
   * @param runs at least one
   * @param popularity of an item by its id, finite
   * @param chosen ids of the items that the users of each group then chose, of those shown
   * @param k how many places are the top, at least 1
   * @param seed of the test whether there is anything to correct
   */
  public static PopularityCorrection fit(
      List<RankingRun> runs,
      ToDoubleFunction<String> popularity,
      Map<String, List<String>> chosen,
      int k,
      long seed) {
    PopularityReport report = PopularityReport.of(runs, popularity, chosen, k, seed);
    if (!report.biased()) {
      return of(popularity, 0);
    }
    double wanted = report.chosen().mean();
    double low = -MOST;
    double high = MOST;
    // The stronger the correction, the less popular the top: halving finds where they meet.
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      boolean tooPopular = of(popularity, middle).meanTop(runs, k) > wanted;
      low = tooPopular ? middle : low;
      high = tooPopular ? high : middle;
    }
    return of(popularity, (low + high) / 2);
  }

  private double meanTop(List<RankingRun> runs, int k) {
    return runs.stream()
        .flatMap(run -> correct(run.ranked(), id -> id).stream().limit(k))
        .mapToDouble(popularity)
        .average()
        .orElse(0);
  }

  /** How much of the score a unit of popularity is worth. */
  public double strength() {
    return strength;
  }

  /**
   * A ranking without the excess.
   *
   * @param <T> what is ranked
   * @param ranked the best first
   * @param id of an entry
   * @return the same, the best first, equals in the order given
   */
  public <T> List<T> correct(List<T> ranked, Function<T, String> id) {
    int n = ranked.size();
    double[] known =
        ranked.stream().mapToDouble(one -> popularity.applyAsDouble(id.apply(one))).toArray();
    double[] scores = new double[n];
    for (int place = 0; place < n; place++) {
      // The mean of the list is the same for all of it and changes no order.
      scores[place] = (n - 1.0 - place) / Math.max(1, n - 1) - strength * known[place];
    }
    List<Integer> places = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    places.sort(Comparator.comparingDouble(place -> -scores[place]));
    return places.stream().map(ranked::get).toList();
  }
}
