package io.llmrec.rank.diversity;

import java.util.List;
import java.util.Map;

/**
 * The greedy selection of {@link DiversityReRanker#calibrated(CalibratedOptions)}, on plain
 * numbers. One selection; not safe for several threads.
 */
final class CalibratedSelection {

  /** Keeps a category that the list lacks from costing infinitely much. */
  private static final double ALPHA = 0.01;

  private final double[] wanted;
  private final int[][] wantedCategories;
  private final double[] parts;
  private final double lambda;
  private final double[] listed;
  private double total;

  /**
   * A selection.
   *
   * @param weights of the categories wanted, positive, at least one; need not sum to 1
   * @param categories of each candidate; empty ones change nothing
   * @param lambda the weight of the divergence, 0 to 1
   */
  CalibratedSelection(Map<String, Double> weights, List<List<String>> categories, double lambda) {
    this.lambda = lambda;
    List<String> names = weights.keySet().stream().sorted().toList();
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    wanted = names.stream().mapToDouble(name -> weights.getOrDefault(name, 0.0) / sum).toArray();
    listed = new double[wanted.length];
    wantedCategories =
        categories.stream()
            .map(own -> own.stream().mapToInt(names::indexOf).filter(at -> at >= 0).toArray())
            .toArray(int[][]::new);
    parts = categories.stream().mapToDouble(own -> own.isEmpty() ? 0 : 1.0 / own.size()).toArray();
  }

  /** All indexes: {@code top} in the order of their picking, then the others as they came. */
  int[] order(double[] relevance, int top) {
    Picks picks = new Picks(relevance.length);
    int places = Math.min(top, relevance.length);
    for (int place = 0; place < places; place++) {
      int next = best(relevance, picks);
      picks.add(next);
      put(next, 1);
    }
    return picks.order();
  }

  private int best(double[] relevance, Picks picks) {
    int best = -1;
    double highest = 0;
    for (int i = 0; i < relevance.length; i++) {
      if (!picks.has(i)) {
        double value = (1 - lambda) * relevance[i] - lambda * divergenceWith(i);
        if (best < 0 || value > highest) {
          best = i;
          highest = value;
        }
      }
    }
    return best;
  }

  private double divergenceWith(int item) {
    put(item, 1);
    double divergence = divergence();
    put(item, -1);
    return divergence;
  }

  private void put(int item, int times) {
    if (parts[item] > 0) {
      for (int category : wantedCategories[item]) {
        listed[category] += times * parts[item];
      }
      total += times;
    }
  }

  /** Kullback-Leibler divergence of the list so far from what is wanted, in nats. */
  double divergence() {
    double sum = 0;
    for (int category = 0; category < wanted.length; category++) {
      double p = wanted[category];
      double q = total > 0 ? Math.max(0, listed[category]) / total : 0;
      sum += p * Math.log(p / ((1 - ALPHA) * q + ALPHA * p));
    }
    return sum;
  }
}
