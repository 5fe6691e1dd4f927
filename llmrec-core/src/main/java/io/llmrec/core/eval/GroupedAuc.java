package io.llmrec.core.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * AUC within each user: what counts when items compete only on the same user's page.
 *
 * <p>Users whose labels are all the same have no AUC and are left out. Zhou et al., "Deep interest
 * network for click-through rate prediction", 2018 (weighted); Zhang et al., "CoLLM", 2023
 * (unweighted).
 *
 * @param gauc sum of n_u * AUC_u / sum of n_u, n_u the samples of user u; NaN without users
 * @param uauc mean of AUC_u; NaN without users
 * @param users how many users have both labels
 * @param leftOut how many have not
 */
public record GroupedAuc(double gauc, double uauc, int users, int leftOut) {

  /**
   * Measures all users.
   *
   * @param userIds whose sample it is; parallel to scores and labels
   * @param scores NaN is refused
   */
  public static GroupedAuc of(List<String> userIds, double[] scores, boolean[] clicked) {
    Checks.sameLength("userIds", userIds.size(), "scores", scores.length);
    Checks.sameLength("scores", scores.length, "clicked", clicked.length);
    Groups groups = grouped(numbered(userIds));
    double weighted = 0;
    double plain = 0;
    long samples = 0;
    int measured = 0;
    for (int user = 0; user < groups.count(); user++) {
      int[] own = groups.samples(user);
      double auc = aucOf(own, scores, clicked);
      if (!Double.isNaN(auc)) {
        weighted += auc * own.length;
        plain += auc;
        samples += own.length;
        measured++;
      }
    }
    return new GroupedAuc(
        measured == 0 ? Double.NaN : weighted / samples,
        measured == 0 ? Double.NaN : plain / measured,
        measured,
        groups.count() - measured);
  }

  /**
   * Indices of samples, those of a user next to each other; user u's end before {@code ends[u]}.
   */
  private record Groups(int[] order, int[] ends) {

    int count() {
      return ends.length;
    }

    int[] samples(int user) {
      return Arrays.copyOfRange(order, user == 0 ? 0 : ends[user - 1], ends[user]);
    }
  }

  private static double aucOf(int[] samples, double[] scores, boolean[] clicked) {
    double[] own = new double[samples.length];
    boolean[] labels = new boolean[samples.length];
    for (int i = 0; i < samples.length; i++) {
      own[i] = scores[samples[i]];
      labels[i] = clicked[samples[i]];
    }
    return ClassificationMetrics.auc(own, labels);
  }

  /** A number from 0 on for every user, in order of appearance. */
  private static int[] numbered(List<String> userIds) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] users = new int[userIds.size()];
    int next = 0;
    for (String id : userIds) {
      users[next++] = numbers.computeIfAbsent(id, absent -> numbers.size());
    }
    return users;
  }

  /** A counting sort. */
  private static Groups grouped(int[] users) {
    int count = Arrays.stream(users).max().orElse(-1) + 1;
    int[] starts = new int[count + 1];
    for (int user : users) {
      starts[user + 1]++;
    }
    for (int user = 0; user < count; user++) {
      starts[user + 1] += starts[user];
    }
    int[] order = new int[users.length];
    for (int i = 0; i < users.length; i++) {
      order[starts[users[i]]++] = i;
    }
    // Each start has moved to its user's end.
    return new Groups(order, Arrays.copyOf(starts, count));
  }
}
