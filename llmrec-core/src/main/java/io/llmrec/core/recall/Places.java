package io.llmrec.core.recall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives the places of one list to several lists in proportion to their shares, by the divisors 1,
 * 3, 5 ... (Sainte-Laguë, 1910): the next place goes to the list whose share divided by {@code 2 *
 * places so far + 1} is highest, the earlier list of equal ones. Equal shares take turns.
 */
final class Places {

  private Places() {}

  /** Which list fills each place, until all lists are used up; an item counts where it is first. */
  static List<Candidate> share(List<List<Candidate>> lists, double[] shares, int limit) {
    int[] next = new int[shares.length];
    int[] places = new int[shares.length];
    Set<String> seen = new HashSet<>();
    List<Candidate> shared = new ArrayList<>();
    while (shared.size() < limit) {
      for (int list = 0; list < shares.length; list++) {
        next[list] = unseen(lists.get(list), next[list], seen);
      }
      int chosen = chosen(lists, next, places, shares);
      if (chosen < 0) {
        break;
      }
      Candidate candidate = lists.get(chosen).get(next[chosen]);
      places[chosen]++;
      seen.add(candidate.id());
      shared.add(candidate.withScore(1.0 / (shared.size() + 1)));
    }
    return List.copyOf(shared);
  }

  private static int unseen(List<Candidate> list, int from, Set<String> seen) {
    int next = from;
    while (next < list.size() && seen.contains(list.get(next).id())) {
      next++;
    }
    return next;
  }

  /** The list whose turn it is, -1 when all are used up; those without a share come last. */
  private static int chosen(
      List<List<Candidate>> lists, int[] next, int[] places, double[] shares) {
    double[] claims = new double[shares.length];
    Arrays.setAll(claims, i -> shares[i] / (2.0 * places[i] + 1));
    int chosen = -1;
    for (int i = 0; i < claims.length; i++) {
      if (next[i] < lists.get(i).size() && (chosen < 0 || claims[i] > claims[chosen])) {
        chosen = i;
      }
    }
    return chosen;
  }
}
