package io.llmrec.rank.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order of the least Kendall distance.
 *
 * <p>Items are first parted into groups between which every pair has a strict majority in one
 * direction: the strongly connected components of the relation "not beaten by". In some best order
 * the groups follow each other (extended Condorcet criterion: Truchon, 1998), so each is solved
 * alone.
 */
final class Kemeny {

  /** The largest group that is solved exactly: 2^12 subsets. */
  static final int EXACT = 12;

  private final Preferences preferences;

  Kemeny(Preferences preferences) {
    this.preferences = preferences;
  }

  int[] order() {
    int[] order = new int[preferences.items()];
    int filled = 0;
    for (int[] group : groups()) {
      int[] solved = group.length <= EXACT ? exact(group) : search(group);
      System.arraycopy(solved, 0, order, filled, solved.length);
      filled += solved.length;
    }
    return order;
  }

  /**
   * The groups, the preferred first, each by rising number. Sorted by how many others an item is
   * not beaten by, the items of a group are neighbours, and a group ends where all before it beat
   * all after it (as the components of a tournament do by their scores: Landau, 1953).
   */
  private List<int[]> groups() {
    int n = preferences.items();
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        int lead = preferences.before(i, j) - preferences.before(j, i);
        scores[i] -= i == j ? 0 : Integer.signum(lead);
      }
    }
    int[] sorted = PlaceScores.order(scores);
    List<int[]> groups = new ArrayList<>();
    int start = 0;
    double sum = 0;
    for (int end = 1; end <= n; end++) {
      sum -= scores[sorted[end - 1]];
      // Wins less losses cancel inside a set; this many are only there if all beat all outside.
      if (sum == (double) end * (n - end)) {
        int[] group = Arrays.copyOfRange(sorted, start, end);
        Arrays.sort(group);
        groups.add(group);
        start = end;
      }
    }
    return groups;
  }

  /**
   * Dynamic programming over subsets (Held and Karp, 1962; for Kemeny Betzler et al., 2009): the
   * least cost of ordering a subset, whichever of its items comes first. Of equally good orders the
   * one with the smallest numbers first.
   */
  private int[] exact(int[] group) {
    int n = group.length;
    int[] least = new int[1 << n];
    byte[] first = new byte[1 << n];
    for (int set = 1; set < least.length; set++) {
      int best = Integer.MAX_VALUE;
      for (int left = set; left != 0; left &= left - 1) {
        int i = Integer.numberOfTrailingZeros(left);
        int rest = set & ~(1 << i);
        int cost = least[rest] + against(group, i, rest);
        if (cost < best) {
          best = cost;
          first[set] = (byte) i;
        }
      }
      least[set] = best;
    }
    int[] order = new int[n];
    int set = least.length - 1;
    for (int place = 0; place < n; place++) {
      order[place] = group[first[set]];
      set &= ~(1 << first[set]);
    }
    return order;
  }

  /** How many rankings are contradicted when an item comes before all of a subset. */
  private int against(int[] group, int item, int rest) {
    int sum = 0;
    for (int left = rest; left != 0; left &= left - 1) {
      sum += preferences.before(group[Integer.numberOfTrailingZeros(left)], group[item]);
    }
    return sum;
  }

  /** Moves one item at a time to where it contradicts least, until nothing is gained. */
  private int[] search(int[] group) {
    int[] members = group.clone();
    int[] order =
        Arrays.stream(preferences.borda())
            .filter(item -> Arrays.binarySearch(members, item) >= 0)
            .toArray();
    boolean better = true;
    while (better) {
      better = false;
      for (int from = 0; from < order.length; from++) {
        better |= moved(order, from);
      }
    }
    return order;
  }

  /** Moves the item of a place to its best place; whether that gained anything. */
  private boolean moved(int[] order, int from) {
    int item = order[from];
    int best = from;
    int gain = 0;
    int change = 0;
    for (int to = from - 1; to >= 0; to--) {
      change += lead(item, order[to]);
      if (change > gain) {
        gain = change;
        best = to;
      }
    }
    change = 0;
    for (int to = from + 1; to < order.length; to++) {
      change -= lead(item, order[to]);
      if (change > gain) {
        gain = change;
        best = to;
      }
    }
    int shift = best < from ? -1 : 1;
    for (int i = from; i != best; i += shift) {
      order[i] = order[i + shift];
    }
    order[best] = item;
    return gain > 0;
  }

  private int lead(int i, int j) {
    return preferences.before(i, j) - preferences.before(j, i);
  }
}
