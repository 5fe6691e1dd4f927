package io.llmrec.core.eval;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well one ranked list finds the relevant items, for one user.
 *
 * <p>Places count from 1, and only the first {@code k} are looked at. All values are 0 to 1, higher
 * is better. An item that the list repeats counts once, at its first place; the repeat still takes
 * up a place. A list shorter than {@code k} is not filled up. Where nothing is relevant every
 * metric is undefined and NaN: such users are left out of a mean, as {@link EvalReport} does.
 * Definitions as in Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques",
 * 2002 (NDCG), and Voorhees, "The TREC-8 question answering track report", 1999 (reciprocal rank).
 */
public final class RankingMetrics {

  private RankingMetrics() {}

  /** Relevant items among the first k, divided by the number of relevant items. */
  public static double recall(List<String> ranked, Set<String> relevant, int k) {
    return (double) hits(ranked, relevant, k).length / orUndefined(relevant.size());
  }

  /** Relevant items among the first k, divided by k even where the list is shorter. */
  public static double precision(List<String> ranked, Set<String> relevant, int k) {
    int found = hits(ranked, relevant, k).length;
    return relevant.isEmpty() ? Double.NaN : (double) found / k;
  }

  /** 1 when at least one relevant item is among the first k, else 0. */
  public static double hitRate(List<String> ranked, Set<String> relevant, int k) {
    int found = hits(ranked, relevant, k).length;
    return relevant.isEmpty() ? Double.NaN : Math.min(found, 1);
  }

  /** 1 / place of the first relevant item, 0 when none is among the first k. */
  public static double reciprocalRank(List<String> ranked, Set<String> relevant, int k) {
    int[] places = hits(ranked, relevant, k);
    if (relevant.isEmpty()) {
      return Double.NaN;
    }
    return places.length == 0 ? 0 : 1.0 / places[0];
  }

  /**
   * The precision at each place of a relevant item among the first k, summed and divided by the
   * most that could be: min(relevant items, k). Its mean over users is MAP@k.
   */
  public static double averagePrecision(List<String> ranked, Set<String> relevant, int k) {
    int[] places = hits(ranked, relevant, k);
    double sum = 0;
    for (int i = 0; i < places.length; i++) {
      sum += (i + 1.0) / places[i];
    }
    return sum / orUndefined(Math.min(relevant.size(), k));
  }

  /**
   * Sum of 1 / log2(place + 1) over the relevant items among the first k, divided by that of the
   * best list possible.
   */
  public static double ndcg(List<String> ranked, Set<String> relevant, int k) {
    double gain = 0;
    for (int place : hits(ranked, relevant, k)) {
      gain += discount(place);
    }
    double ideal = 0;
    for (int place = 1; place <= Math.min(relevant.size(), k); place++) {
      ideal += discount(place);
    }
    return gain / orUndefined(ideal);
  }

  /**
   * Sum of (2^grade - 1) / log2(place + 1) over the first k, divided by that of the best list
   * possible. An item without a grade has grade 0.
   *
   * @param grades how relevant each item is, at least 0; all 0 is nothing relevant, NaN
   */
  public static double ndcg(List<String> ranked, Map<String, Integer> grades, int k) {
    double[] gains = new double[grades.size()];
    int next = 0;
    for (Map.Entry<String, Integer> grade : grades.entrySet()) {
      gains[next++] = gain(grade.getKey(), grade.getValue());
    }
    Arrays.sort(gains);
    double ideal = 0;
    for (int place = 1; place <= Math.min(gains.length, k); place++) {
      ideal += gains[gains.length - place] * discount(place);
    }
    double sum = 0;
    for (int place : hits(ranked, grades.keySet(), k)) {
      String id = ranked.get(place - 1);
      sum += gain(id, grades.getOrDefault(id, 0)) * discount(place);
    }
    return sum / orUndefined(ideal);
  }

  private static double gain(String id, int grade) {
    if (grade < 0) {
      throw new IllegalArgumentException(
          "a grade must be at least 0, was %d for item '%s'".formatted(grade, id));
    }
    return StrictMath.pow(2, grade) - 1;
  }

  /** 1 / log2(place + 1). */
  static double discount(int place) {
    return 1 / Stats.log2(place + 1.0);
  }

  private static double orUndefined(double divisor) {
    return divisor == 0 ? Double.NaN : divisor;
  }

  /** The places, from 1 and rising, where a relevant item first appears among the first k. */
  private static int[] hits(List<String> ranked, Set<String> relevant, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
    int end = Math.min(k, ranked.size());
    int[] places = new int[Math.min(end, relevant.size())];
    Set<String> found = new HashSet<>();
    for (int i = 0; i < end && found.size() < places.length; i++) {
      String id = ranked.get(i);
      if (relevant.contains(id) && found.add(id)) {
        places[found.size() - 1] = i + 1;
      }
    }
    return Arrays.copyOf(places, found.size());
  }
}
