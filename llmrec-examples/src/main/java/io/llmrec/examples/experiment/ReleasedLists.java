package io.llmrec.examples.experiment;

import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.Splits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of LLMRank's tables, from the lists that were released with it: each model's best
 * hundred items for 200 users.
 *
 * <p>The lists hold no scores for the candidates of the tables. An item that is on a list stands
 * before one that is not, but two that are not have no order: so a row has a lower end, where the
 * right item stands behind all others of the kind, and an upper end, where it stands before them.
 */
final class ReleasedLists {

  private static final int[] KS = {1, 5, 10, 20};
  private static final int OTHERS = 19;
  private static final int ROUNDS = 2000;

  private final SharedData data;
  private final String prefix;
  private final Map<String, String> right = new HashMap<>();
  private final Map<String, List<String>> random;
  private final Map<String, List<String>> mixed;

  /** The lists of a set of that name, of data whose last items are the right ones. */
  ReleasedLists(SharedData data, String prefix, DataSet set) {
    this.data = data;
    this.prefix = prefix;
    for (EvalCase one : Splits.leaveLastOut(set.interactions()).test()) {
      right.put(one.user().id(), one.relevant().iterator().next());
    }
    random = data.candidates(prefix + ".random");
    mixed = data.candidates(prefix + ".rabmbepobpgrsa_3");
  }

  /**
   * A row of a table, NDCG at 1, 5, 10 and 20.
   *
   * @param low where the right item stands last of those without a place
   * @param high where it stands first of them
   */
  record Row(String model, List<Interval> low, List<Interval> high) {}

  /** The right item among 19 random ones, which it is always one of. */
  Row amongRandom(String model) {
    return row(
        model,
        user -> {
          String wanted = right.getOrDefault(user, "");
          List<String> others = random.getOrDefault(user, List.of());
          List<String> candidates =
              new ArrayList<>(
                  others.stream().filter(id -> !id.equals(wanted)).limit(OTHERS).toList());
          candidates.add(wanted);
          return candidates;
        });
  }

  /** The 21 candidates of seven recallers, three of each, which may lack the right item. */
  Row amongRecalled(String model) {
    return row(model, user -> mixed.getOrDefault(user, List.of()));
  }

  /** The candidates of a user. */
  @FunctionalInterface
  private interface Asked {
    List<String> of(String user);
  }

  private Row row(String model, Asked asked) {
    Map<String, List<String>> lists = data.candidates(prefix + "." + model);
    double[][] low = new double[KS.length][lists.size()];
    double[][] high = new double[KS.length][lists.size()];
    int user = 0;
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      String wanted = right.getOrDefault(list.getKey(), "");
      List<String> candidates = asked.of(list.getKey()).stream().distinct().toList();
      int[] places = places(list.getValue(), candidates, wanted);
      for (int k = 0; k < KS.length; k++) {
        high[k][user] = gain(places[0], KS[k]);
        low[k][user] = gain(places[1], KS[k]);
      }
      user++;
    }
    return new Row(model, intervals(low), intervals(high));
  }

  private static List<Interval> intervals(double[][] values) {
    List<Interval> intervals = new ArrayList<>();
    for (double[] one : values) {
      intervals.add(interval(one));
    }
    return intervals;
  }

  /** Where nothing was found, what would still be found in no 5 % of such samples: 3 of n. */
  private static Interval interval(double[] values) {
    boolean nothing = Arrays.stream(values).allMatch(value -> value == 0);
    return nothing ? new Interval(0, 0, 3.0 / values.length) : Bootstrap.mean(values, ROUNDS, 1);
  }

  /** The best and the worst place of the wanted item among the candidates, from 1; 0 for none. */
  static int[] places(List<String> list, List<String> candidates, String wanted) {
    if (!candidates.contains(wanted)) {
      return new int[2];
    }
    int own = list.indexOf(wanted);
    int before = 1;
    int unknown = 0;
    for (String candidate : candidates) {
      int place = list.indexOf(candidate);
      if (!candidate.equals(wanted)) {
        before += place >= 0 && (own < 0 || place < own) ? 1 : 0;
        unknown += place < 0 && own < 0 ? 1 : 0;
      }
    }
    return new int[] {before, before + unknown};
  }

  private static double gain(int place, int k) {
    return place == 0 || place > k ? 0 : Math.log(2) / Math.log(place + 1.0);
  }
}
