package io.llmrec.rank.diversity;

import java.util.Arrays;
import java.util.LinkedHashMap;
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
  private final double lambda;

  /** The kind of each candidate: those of the same categories change a list in the same way. */
  private final int[] kinds;

  /** By kind: its categories that are wanted, and how much of an item each of them gets. */
  private final int[][] wantedCategories;

  private final double[] parts;
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
    Map<List<String>, Integer> numbers = new LinkedHashMap<>();
    kinds =
        categories.stream()
            .mapToInt(own -> numbers.computeIfAbsent(own, list -> numbers.size()))
            .toArray();
    wantedCategories =
        numbers.keySet().stream()
            .map(own -> own.stream().mapToInt(names::indexOf).filter(at -> at >= 0).toArray())
            .toArray(int[][]::new);
    parts =
        numbers.keySet().stream()
            .mapToDouble(own -> own.isEmpty() ? 0 : 1.0 / own.size())
            .toArray();
  }

  /** All indexes: {@code top} in the order of their picking, then the others as they came. */
  int[] order(double[] relevance, int top) {
    Picks picks = new Picks(relevance.length);
    int places = Math.min(top, relevance.length);
    double[] divergences = new double[parts.length];
    for (int place = 0; place < places; place++) {
      Arrays.setAll(divergences, this::divergenceWith);
      int next = best(relevance, divergences, picks);
      picks.add(next);
      put(kinds[next], 1);
    }
    return picks.order();
  }

  private int best(double[] relevance, double[] divergences, Picks picks) {
    int best = -1;
    double highest = 0;
    for (int i = 0; i < relevance.length; i++) {
      if (!picks.has(i)) {
        double value = (1 - lambda) * relevance[i] - lambda * divergences[kinds[i]];
        if (best < 0 || value > highest) {
          best = i;
          highest = value;
        }
      }
    }
    return best;
  }

  private double divergenceWith(int kind) {
    put(kind, 1);
    double divergence = divergence();
    put(kind, -1);
    return divergence;
  }

  private void put(int kind, int times) {
    if (parts[kind] > 0) {
      for (int category : wantedCategories[kind]) {
        listed[category] += times * parts[kind];
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
