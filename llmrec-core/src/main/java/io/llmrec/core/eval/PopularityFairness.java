package io.llmrec.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a relevant item has the same chance to be shown whether it is popular or not.
 *
 * <p>Zhu, Wang and Caverlee, "Measuring and mitigating item under-recommendation bias in
 * personalized ranking systems", 2020.
 *
 * @param recalls recall at k by group of items, the most popular group first; NaN for a group of
 *     which nothing is relevant
 */
public record PopularityFairness(List<Double> recalls) {

  /** Takes a copy of the list. */
  public PopularityFairness {
    recalls = List.copyOf(recalls);
  }

  /**
   * Measures the lists of all cases. The items of train are cut into groups of equally many items
   * by popularity; relevant items that train does not have belong to the least popular group.
   *
   * @param cases with what is relevant
   * @param lists one per case, in the same order
   * @param groups how many, at least 2
   * @param k how far to look, at least 1
   */
  public static PopularityFairness of(
      List<EvalCase> cases, List<List<String>> lists, Popularity popularity, int groups, int k) {
    Checks.sameLength("cases", cases.size(), "lists", lists.size());
    Checks.atLeast("groups", groups, 2);
    Checks.atLeast("k", k, 1);
    Map<String, Integer> groupOf = groups(popularity.ranked(), groups);
    long[] relevant = new long[groups];
    long[] found = new long[groups];
    for (int i = 0; i < cases.size(); i++) {
      List<String> list = lists.get(i);
      Set<String> shown = new HashSet<>(list.subList(0, Math.min(k, list.size())));
      for (String id : cases.get(i).relevant()) {
        int group = groupOf.getOrDefault(id, groups - 1);
        relevant[group]++;
        found[group] += shown.contains(id) ? 1 : 0;
      }
    }
    List<Double> recalls = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      recalls.add(relevant[group] == 0 ? Double.NaN : (double) found[group] / relevant[group]);
    }
    return new PopularityFairness(recalls);
  }

  private static Map<String, Integer> groups(List<String> ranked, int groups) {
    Map<String, Integer> groupOf = new HashMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      groupOf.put(ranked.get(i), (int) ((long) i * groups / ranked.size()));
    }
    return groupOf;
  }

  /**
   * Popularity-based ranking equal opportunity: the standard deviation of the groups' recalls
   * divided by their mean.
   *
   * <p>0 when all groups have the same chance; NaN when no group has a recall, or nothing relevant
   * was found at all.
   */
  public double reo() {
    double[] known =
        recalls.stream().mapToDouble(Double::doubleValue).filter(r -> !Double.isNaN(r)).toArray();
    double mean = Stats.mean(known);
    double variance = Arrays.stream(known).map(r -> (r - mean) * (r - mean)).average().orElse(0);
    return mean > 0 ? Math.sqrt(variance) / mean : Double.NaN;
  }
}
