package io.llmrec.core.eval;

import io.llmrec.core.catalog.Item;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a list holds the user's interests in the proportions of the history.
 *
 * <p>Steck, "Calibrated recommendations", 2018.
 */
public final class CategoryCalibration {

  private static final double SUM_SLACK = 1e-6;

  private CategoryCalibration() {}

  /**
   * The shares of the categories in a set of items: each item counts 1, spread evenly over its
   * categories.
   *
   * <p>Items without a category are passed over; nothing left gives an empty map, else the shares
   * sum to 1.
   */
  public static Map<String, Double> distribution(Collection<Item> items) {
    Map<String, Double> shares = new LinkedHashMap<>();
    long counted = items.stream().filter(item -> !item.categories().isEmpty()).count();
    for (Item item : items) {
      double part = 1.0 / item.categories().size() / counted;
      item.categories().forEach(category -> shares.merge(category, part, Double::sum));
    }
    return shares;
  }

  /**
   * Kullback-Leibler divergence of a list from a history: sum of p(g) * ln(p(g) / ((1 - alpha) *
   * q(g) + alpha * p(g))).
   *
   * <p>0 for the same proportions, at most ln(1 / alpha), in nats; NaN when either is empty.
   *
   * @param history p: shares of categories that sum to 1
   * @param list q: shares of categories that sum to 1
   * @param alpha keeps a category that the list lacks from costing infinitely much; above 0 and
   *     below 1, usually 0.01
   */
  public static double divergence(
      Map<String, Double> history, Map<String, Double> list, double alpha) {
    Checks.share("alpha", alpha);
    if (history.isEmpty() || list.isEmpty()) {
      return Double.NaN;
    }
    checkShares("history", history);
    checkShares("list", list);
    double sum = 0;
    for (Map.Entry<String, Double> share : history.entrySet()) {
      double p = share.getValue();
      double q = list.getOrDefault(share.getKey(), 0.0);
      sum += p == 0 ? 0 : p * StrictMath.log(p / ((1 - alpha) * q + alpha * p));
    }
    return sum;
  }

  private static void checkShares(String name, Map<String, Double> shares) {
    double sum = 0;
    for (double share : shares.values()) {
      sum += share >= 0 ? share : Double.NaN;
    }
    if (!(Math.abs(sum - 1) <= SUM_SLACK)) {
      throw new IllegalArgumentException(
          "shares of %s must be at least 0 and sum to 1, were %s".formatted(name, shares));
    }
  }
}
