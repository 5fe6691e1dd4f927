package io.llmrec.prompt.enrich.category;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often the same users deal with two leaf categories, as a smoothed lift: {@code (both + s) /
 * (a * b / n + s)} with the numbers of users of both, of either and of all, so that it is 1 where
 * the two have nothing to do with each other and few users prove little. Immutable and safe for use
 * by several threads.
 */
public final class CategoryEvidence {

  /** Only so many leaf categories of a user count, the latest: the work grows with the square. */
  private static final int MAX_LEAVES = 100;

  private static final int STRONGEST = 50;

  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, Map<String, Integer>> together = new HashMap<>();
  private final int allUsers;
  private final double smoothing;

  private CategoryEvidence(Collection<Set<String>> leavesOfUsers, double smoothing) {
    this.allUsers = leavesOfUsers.size();
    this.smoothing = smoothing;
    for (Set<String> leaves : leavesOfUsers) {
      for (String a : leaves) {
        users.merge(a, 1, Integer::sum);
        Map<String, Integer> row = together.computeIfAbsent(a, id -> new HashMap<>());
        for (String b : leaves) {
          if (!a.equals(b)) {
            row.merge(b, 1, Integer::sum);
          }
        }
      }
    }
  }

  /** As {@link #count(Collection, Catalog, Taxonomy, double)} with a smoothing of 5 users. */
  public static CategoryEvidence count(
      Collection<Interaction> interactions, Catalog catalog, Taxonomy taxonomy) {
    return count(interactions, catalog, taxonomy, 5);
  }

  /**
   * Counts interactions with items of the catalog whose value is above 0.
   *
   * @param smoothing in users, above 0
   */
  public static CategoryEvidence count(
      Collection<Interaction> interactions, Catalog catalog, Taxonomy taxonomy, double smoothing) {
    if (!(smoothing > 0)) {
      throw new IllegalArgumentException("smoothing must be above 0, was " + smoothing);
    }
    Map<String, List<Interaction>> byUser = new TreeMap<>();
    for (Interaction event : interactions) {
      byUser.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event);
    }
    List<Set<String>> leaves = new ArrayList<>();
    for (List<Interaction> events : byUser.values()) {
      events.sort(Comparator.comparing(Interaction::time).reversed());
      leaves.add(latestLeaves(events, catalog, taxonomy));
    }
    return new CategoryEvidence(leaves, smoothing);
  }

  private static Set<String> latestLeaves(
      List<Interaction> events, Catalog catalog, Taxonomy taxonomy) {
    Set<String> leaves = new LinkedHashSet<>();
    for (Interaction event : events) {
      Item item = catalog.find(event.itemId());
      String leaf = item == null || event.value() <= 0 ? null : taxonomy.leafOf(item);
      if (leaf != null && leaves.size() < MAX_LEAVES) {
        leaves.add(leaf);
      }
    }
    return leaves;
  }

  /** How much more often the same users deal with both than by chance; 1 where nothing is known. */
  public double lift(String a, String b) {
    int both = together.getOrDefault(a, Map.of()).getOrDefault(b, 0);
    double expected =
        allUsers == 0 ? 0 : (double) users.getOrDefault(a, 0) * users.getOrDefault(b, 0) / allUsers;
    return (both + smoothing) / (expected + smoothing);
  }

  /** The lift as a strength: {@code 1 - 1 / lift} above a lift of 1, otherwise 0; below 1. */
  public double strength(String a, String b) {
    return Math.max(0, 1 - 1 / lift(a, b));
  }

  /** The categories of the highest lift above 1 with another, at most 50, the highest first. */
  public List<String> strongest(String from) {
    return together.getOrDefault(from, Map.of()).keySet().stream()
        .filter(to -> lift(from, to) > 1)
        .sorted(
            Comparator.comparingDouble((String to) -> lift(from, to))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(STRONGEST)
        .toList();
  }
}
