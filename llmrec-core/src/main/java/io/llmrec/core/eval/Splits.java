package io.llmrec.core.eval;

import io.llmrec.core.eval.Timeline.Cuts;
import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Ways to part interactions into what a recommender may learn from and what it is asked.
 *
 * <p>Every split is the same for the same input. Interactions at the same time keep the order in
 * which they were given; cases come in the order in which their users first appear in the input; no
 * interactions give an empty split. A case is asked for at the time of the first interaction it
 * asks for, and its history holds all that the user did before, whichever part that is in.
 *
 * <p>An item that the user had before stays relevant: a recommender that leaves out what was seen
 * cannot find it. {@link LeakReport} counts such cases.
 */
public final class Splits {

  private Splits() {}

  /**
   * Asks for the last item of every user.
   *
   * <p>Of a user's interactions in time order the last is the test case, the one before it the
   * validation case, the rest is train. The history of the test case holds the validation item,
   * that of the validation case does not. Users with fewer than three interactions stay in train
   * whole.
   *
   * <p>Train may hold interactions of other users that are later than a case: this split is not for
   * claims about time.
   */
  public static Split leaveLastOut(Collection<Interaction> interactions) {
    return Timeline.split(
        interactions,
        own -> {
          int size = own.size();
          return size < 3 ? new Cuts(size, size) : new Cuts(size - 2, size - 1);
        });
  }

  /**
   * Asks for the last share of every user's interactions.
   *
   * <p>Of n interactions in time order the last floor(n * testShare) are the test case, the floor(n
   * * validationShare) before them the validation case. A user with too few for a case of one kind
   * has none of that kind. Like {@link #leaveLastOut} not for claims about time.
   *
   * @param validationShare at least 0; 0 makes no validation cases
   * @param testShare above 0; both together below 1
   */
  public static Split perUserRatio(
      Collection<Interaction> interactions, double validationShare, double testShare) {
    checkShares(validationShare, testShare);
    return Timeline.split(
        interactions,
        own -> {
          int test = own.size() - part(own.size(), testShare);
          return new Cuts(test - part(own.size(), validationShare), test);
        });
  }

  /**
   * Learns from the past of all users and asks for their future.
   *
   * <p>Train is what is before {@code validationFrom}; a user's interactions from then on and
   * before {@code testFrom} are a validation case, those from {@code testFrom} on a test case.
   * Users that train does not know have cases too, with an empty history or one that train lacks.
   *
   * @param testFrom not before {@code validationFrom}; the same makes no validation cases
   */
  public static Split globalTime(
      Collection<Interaction> interactions, Instant validationFrom, Instant testFrom) {
    if (testFrom.isBefore(validationFrom)) {
      throw new IllegalArgumentException(
          "testFrom must not be before validationFrom, were %s and %s"
              .formatted(testFrom, validationFrom));
    }
    return Timeline.split(
        interactions,
        own ->
            new Cuts(Timeline.firstFrom(own, validationFrom), Timeline.firstFrom(own, testFrom)));
  }

  /**
   * The split by time whose last parts hold about these shares of all interactions. Interactions at
   * the moment of a cut fall into the later part.
   *
   * @param validationShare at least 0; 0 makes no validation cases
   * @param testShare above 0; both together below 1
   */
  public static Split globalTime(
      Collection<Interaction> interactions, double validationShare, double testShare) {
    checkShares(validationShare, testShare);
    if (interactions.isEmpty()) {
      return new Split(List.of(), List.of(), List.of());
    }
    List<Interaction> sorted = Timeline.sorted(interactions);
    int test = Math.min(sorted.size() - 1, sorted.size() - part(sorted.size(), testShare));
    int validation = test - part(sorted.size(), validationShare);
    return globalTime(interactions, sorted.get(validation).time(), sorted.get(test).time());
  }

  /**
   * Holds items back from train, to see how a recommender does with items nobody has had.
   *
   * <p>Train is what users did with the other items. A user who had a cold item has a test case:
   * the cold items are relevant, the history is what the user did with other items before the first
   * of them. No validation cases.
   *
   * @param share of the different items, above 0 and below 1, rounded up to whole items
   */
  public static Split coldItems(Collection<Interaction> interactions, double share, long seed) {
    return ColdSplits.items(interactions, share, seed);
  }

  /**
   * Holds users back from train, to see how a recommender does with users it has not learned.
   *
   * <p>A cold user with more than {@code known} interactions has a test case: the first {@code
   * known} are the history, the rest is relevant. No validation cases.
   *
   * @param share of the users, above 0 and below 1, rounded up to whole users
   * @param known how much of a cold user is known when the list is asked for; 0 for nothing
   */
  public static Split coldUsers(
      Collection<Interaction> interactions, double share, int known, long seed) {
    return ColdSplits.users(interactions, share, known, seed);
  }

  /**
   * The largest part in which every user has at least {@code perUser} interactions and every item
   * at least {@code perItem}, in input order; may be empty.
   *
   * @param perUser at least 0
   * @param perItem at least 0
   */
  public static List<Interaction> kCore(
      Collection<Interaction> interactions, int perUser, int perItem) {
    Checks.atLeast("perUser", perUser, 0);
    Checks.atLeast("perItem", perItem, 0);
    List<Interaction> left = List.copyOf(interactions);
    int before;
    do {
      before = left.size();
      Map<String, Integer> users = counts(left, Interaction::userId);
      Map<String, Integer> items = counts(left, Interaction::itemId);
      left =
          left.stream()
              .filter(one -> users.getOrDefault(one.userId(), 0) >= perUser)
              .filter(one -> items.getOrDefault(one.itemId(), 0) >= perItem)
              .toList();
    } while (left.size() < before);
    return left;
  }

  private static Map<String, Integer> counts(
      List<Interaction> interactions, Function<Interaction, String> key) {
    Map<String, Integer> counts = new HashMap<>();
    for (Interaction interaction : interactions) {
      counts.merge(key.apply(interaction), 1, Integer::sum);
    }
    return counts;
  }

  private static void checkShares(double validationShare, double testShare) {
    if (!(validationShare >= 0 && testShare > 0 && validationShare + testShare < 1)) {
      throw new IllegalArgumentException(
          "validationShare must be at least 0, testShare above 0 and both together below 1,"
              + " were %s and %s".formatted(validationShare, testShare));
    }
  }

  /** Rounded down, but for the rounding errors of the share. */
  private static int part(int size, double share) {
    return (int) (size * share + 1e-9);
  }
}
