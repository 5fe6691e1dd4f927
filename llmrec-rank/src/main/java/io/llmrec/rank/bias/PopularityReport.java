package io.llmrec.rank.bias;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.eval.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whether a ranker favours popular items more than users do.
 *
 * <p>Popularity is the natural logarithm of 1 + how often an item was chosen, or any other measure.
 * The slope is that of the scores (1 for the first place, 0 for the last) on popularity, with the
 * mean of each list taken out; the mean popularity at the top is set beside that of the items that
 * users then chose, because a good ranker favours popular items as much as users do. Intervals are
 * 95 %, from drawing the groups anew.
 *
 * @param slope of the score for one more unit of popularity
 * @param top mean popularity of the first {@code k} places
 * @param chosen mean popularity of the items that were chosen
 * @param excess {@code top - chosen}, of the same draws
 * @param groups how many groups the log has
 */
public record PopularityReport(
    Interval slope, Interval top, Interval chosen, Interval excess, int groups) {

  private static final int ROUNDS = 999;

  /** Sums over the lists of a group. */
  private record Sums(
      double products, double squares, double top, int topCount, double chosen, int chosenCount) {

    Sums plus(Sums other) {
      return new Sums(
          products + other.products,
          squares + other.squares,
          top + other.top,
          topCount + other.topCount,
          chosen + other.chosen,
          chosenCount + other.chosenCount);
    }

    double slope() {
      return squares == 0 ? 0 : products / squares;
    }

    double meanTop() {
      return topCount == 0 ? 0 : top / topCount;
    }

    double meanChosen() {
      return chosenCount == 0 ? 0 : chosen / chosenCount;
    }
  }

  /**
   * Measures a log.
   *
   * @param runs at least one
   * @param popularity of an item by its id, finite
   * @param chosen ids of the items that the users of each group then chose, of those shown
   * @param k how many places are the top, at least 1
   * @param seed of the resampling
   */
  public static PopularityReport of(
      List<RankingRun> runs,
      ToDoubleFunction<String> popularity,
      Map<String, List<String>> chosen,
      int k,
      long seed) {
    if (runs.isEmpty() || k < 1) {
      throw new IllegalArgumentException(
          "runs must not be empty and k at least 1, were %d and %d".formatted(runs.size(), k));
    }
    Map<String, Sums> groups = new HashMap<>();
    for (RankingRun run : runs) {
      Sums sums = sums(run, popularity, chosen.getOrDefault(run.group(), List.of()), k);
      groups.merge(run.group(), sums, Sums::plus);
    }
    List<String> names = groups.keySet().stream().sorted().toList();
    List<Sums> each = names.stream().map(groups::get).toList();
    Sums all = each.stream().reduce(Sums::plus).orElseThrow();
    List<Sums> drawn = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      drawn.add(resampled(each, Draws.ofRound(seed, round)));
    }
    return new PopularityReport(
        interval(all, drawn, Sums::slope),
        interval(all, drawn, Sums::meanTop),
        interval(all, drawn, Sums::meanChosen),
        interval(all, drawn, sums -> sums.meanTop() - sums.meanChosen()),
        each.size());
  }

  private static Sums sums(
      RankingRun run, ToDoubleFunction<String> popularity, List<String> chosen, int k) {
    double[] scores = run.scores();
    double[] known = run.shown().stream().mapToDouble(popularity).toArray();
    double meanScore = Arrays.stream(scores).average().orElse(0);
    double mean = Arrays.stream(known).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < scores.length; i++) {
      products += (scores[i] - meanScore) * (known[i] - mean);
      squares += (known[i] - mean) * (known[i] - mean);
    }
    List<String> top = run.ranked().stream().limit(k).toList();
    return new Sums(
        products,
        squares,
        top.stream().mapToDouble(popularity).sum(),
        top.size(),
        chosen.stream().mapToDouble(popularity).sum(),
        chosen.size());
  }

  private static Sums resampled(List<Sums> each, Draws draws) {
    Sums sum = new Sums(0, 0, 0, 0, 0, 0);
    for (int i = 0; i < each.size(); i++) {
      sum = sum.plus(each.get(draws.below(each.size())));
    }
    return sum;
  }

  private static Interval interval(Sums all, List<Sums> drawn, ToDoubleFunction<Sums> value) {
    double[] sorted = drawn.stream().mapToDouble(value).sorted().toArray();
    int tail = (int) (0.025 * sorted.length);
    return new Interval(value.applyAsDouble(all), sorted[tail], sorted[sorted.length - 1 - tail]);
  }

  /** Whether the top is more, or less, popular than what users choose, beyond chance. */
  public boolean biased() {
    return !excess.contains(0);
  }
}
