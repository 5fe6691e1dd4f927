package io.llmrec.core.eval;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How much two orders of the same items agree.
 *
 * <p>Of two orders only the items that both have are looked at, repeats at their first place.
 */
public final class OrderAgreement {

  private OrderAgreement() {}

  /**
   * Copied order: the longest common subsequence of the incoming and the answered order, divided by
   * the number of items in both.
   *
   * <p>1 when the model left the order as it was; a reversal gives 1 / n, and a random order about
   * 2 / sqrt(n). NaN for no common items.
   */
  public static double copied(List<String> incoming, List<String> answered) {
    int[] places = places(incoming, answered);
    // Both orders hold each item once, so the common subsequence is the longest rising one.
    int[] tails = new int[places.length];
    int longest = 0;
    for (int place : places) {
      int at = -Arrays.binarySearch(tails, 0, longest, place) - 1;
      tails[at] = place;
      longest = Math.max(longest, at + 1);
    }
    return Stats.ratio(longest, places.length);
  }

  /**
   * Kendall's tau: (pairs in the same order - pairs in the other) / all pairs.
   *
   * <p>1 for the same order, -1 for the reverse, 0 on average for unrelated ones; NaN for fewer
   * than two common items. Kendall, "A new measure of rank correlation", 1938. Takes time with the
   * square of the number of items.
   */
  public static double kendallTau(List<String> first, List<String> second) {
    int[] places = places(first, second);
    long same = 0;
    for (int i = 1; i < places.length; i++) {
      for (int j = 0; j < i; j++) {
        same += places[j] < places[i] ? 1 : 0;
      }
    }
    double pairs = places.length * (places.length - 1.0) / 2;
    return pairs == 0 ? Double.NaN : 2 * same / pairs - 1;
  }

  /**
   * Permutation sensitivity: 1 - the mean of Kendall's tau over all pairs of rounds in which a
   * model ranked the same items, given to it in different orders.
   *
   * <p>0 when the order given does not matter, 1 when the answers are unrelated, at most 2; NaN for
   * fewer than two rounds or fewer than two items.
   */
  public static double permutationSensitivity(List<List<String>> rounds) {
    double sum = 0;
    int pairs = 0;
    for (int i = 1; i < rounds.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += kendallTau(rounds.get(i), rounds.get(j));
        pairs++;
      }
    }
    return pairs == 0 ? Double.NaN : 1 - sum / pairs;
  }

  /** The places in the first order of the common items, in the second order. */
  private static int[] places(Collection<String> first, Collection<String> second) {
    Map<String, Integer> places = new HashMap<>();
    for (String id : first) {
      places.putIfAbsent(id, places.size());
    }
    return new LinkedHashSet<>(second)
        .stream().filter(places::containsKey).mapToInt(places::get).toArray();
  }
}
