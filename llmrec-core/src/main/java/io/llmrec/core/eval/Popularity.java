package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How popular items are in train, and how far lists lean to the popular ones.
 *
 * <p>The popularity of an item is the number of different users who had it, 0 for an unknown item.
 * Immutable.
 */
public final class Popularity {

  private final Map<String, Integer> usersPerItem;
  private final int users;

  private Popularity(Map<String, Integer> usersPerItem, int users) {
    this.usersPerItem = usersPerItem;
    this.users = users;
  }

  /** Counts the users of every item of train. */
  public static Popularity of(Collection<Interaction> train) {
    Map<String, Set<String>> itemsByUser = new HashMap<>();
    for (Interaction interaction : train) {
      itemsByUser
          .computeIfAbsent(interaction.userId(), id -> new HashSet<>())
          .add(interaction.itemId());
    }
    Map<String, Integer> usersPerItem = new HashMap<>();
    for (Set<String> items : itemsByUser.values()) {
      items.forEach(item -> usersPerItem.merge(item, 1, Integer::sum));
    }
    return new Popularity(usersPerItem, itemsByUser.size());
  }

  /** How many different users had the item. */
  public int users(String itemId) {
    return usersPerItem.getOrDefault(itemId, 0);
  }

  /**
   * Average recommendation popularity: the mean number of users of the items; NaN for no items. Yin
   * et al., "Challenging the long tail recommendation", 2012.
   */
  public double average(Collection<String> items) {
    return items.stream().mapToInt(this::users).average().orElse(Double.NaN);
  }

  /**
   * Popularity lift: (average of the list - average of the history) / average of the history.
   *
   * <p>0 when the list is as popular as what the user chose, 1 when twice so, at least -1; NaN when
   * either is empty or nobody had the history's items. Abdollahpouri et al., "The unfairness of
   * popularity bias in recommendation", 2019.
   */
  public double lift(Collection<String> list, Collection<String> history) {
    double before = average(history);
    return before == 0 ? Double.NaN : (average(list) - before) / before;
  }

  /**
   * Novelty: the mean of -log2 of the share of users who had the item, in bits; NaN for no items or
   * an empty train.
   *
   * <p>0 for what everybody had. An item that nobody had counts as had by one user. Zhou et al.,
   * "Solving the apparent diversity-accuracy dilemma of recommender systems", 2010.
   */
  public double novelty(Collection<String> items) {
    return users == 0
        ? Double.NaN
        : items.stream()
            .mapToDouble(id -> -Stats.log2((double) Math.max(1, users(id)) / users))
            .average()
            .orElse(Double.NaN);
  }

  /**
   * The most popular items of train, of equally popular ones those first by id.
   *
   * @param share of train's different items, above 0 and below 1, rounded up to whole items; 0.2 is
   *     usual
   */
  public Set<String> head(double share) {
    Checks.share("share", share);
    List<String> ranked = ranked();
    return Set.copyOf(ranked.subList(0, (int) Math.ceil(share * ranked.size())));
  }

  /**
   * Long-tail share: the part of the list that is not in the head, 0 to 1; NaN for an empty list.
   * Abdollahpouri, Burke and Mobasher, "Managing popularity bias in recommender systems with
   * personalized re-ranking", 2019.
   *
   * @param head from {@link #head}
   */
  public static double longTailShare(Collection<String> list, Set<String> head) {
    return list.stream().mapToInt(id -> head.contains(id) ? 0 : 1).average().orElse(Double.NaN);
  }

  /** The items of train, the most popular first, of equally popular ones those first by id. */
  List<String> ranked() {
    List<String> ranked = new ArrayList<>(usersPerItem.keySet());
    ranked.sort(Comparator.comparingInt(this::users).reversed().thenComparing(id -> id));
    return ranked;
  }
}
