package io.llmrec.core.recall;

import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often two items occur in one user's history, as a cosine of their sets of users: {@code both
 * / sqrt(a * b)}, damped for small counts (Deshpande and Karypis, 2004; the damping as in Koren,
 * 2008).
 */
final class CoOccurrence {

  /** Neighbours kept per item. */
  private static final int NEIGHBOURS = 200;

  /** Only the latest items of a longer history count: the work grows with the square. */
  private static final int MAX_HISTORY = 500;

  /** With this many users in common a similarity counts half. */
  private static final double DAMPING = 10;

  private final Map<String, List<Neighbour>> neighbours;

  private CoOccurrence(Map<String, List<Neighbour>> neighbours) {
    this.neighbours = neighbours;
  }

  /** An item that occurs together with another, and how strongly, 0 to 1. */
  record Neighbour(String itemId, double similarity) {}

  /** The strongest neighbours of an item, strongest first. */
  List<Neighbour> of(String itemId) {
    return neighbours.getOrDefault(itemId, List.of());
  }

  static CoOccurrence count(Collection<Interaction> interactions) {
    Histories histories = Histories.of(interactions);
    Map<String, List<Neighbour>> neighbours = new HashMap<>();
    int[] counts = new int[histories.itemIds.length];
    int[] touched = new int[counts.length];
    for (int item = 0; item < counts.length; item++) {
      neighbours.put(histories.itemIds[item], strongest(histories, item, counts, touched));
    }
    return new CoOccurrence(neighbours);
  }

  /** Leaves {@code counts} as it was found: all zero. */
  private static List<Neighbour> strongest(
      Histories histories, int item, int[] counts, int[] touched) {
    int n = 0;
    for (int user : histories.usersOf[item]) {
      for (int other : histories.itemsOf[user]) {
        if (other != item && counts[other]++ == 0) {
          touched[n++] = other;
        }
      }
    }
    List<Neighbour> found = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      int other = touched[i];
      found.add(
          new Neighbour(
              histories.itemIds[other], histories.similarity(item, other, counts[other])));
      counts[other] = 0;
    }
    found.sort(
        Comparator.comparingDouble(Neighbour::similarity)
            .reversed()
            .thenComparing(Neighbour::itemId));
    return List.copyOf(found.subList(0, Math.min(NEIGHBOURS, n)));
  }

  /** Who chose what, with users and items numbered. */
  private static final class Histories {

    private final String[] itemIds;
    private final int[][] itemsOf;
    private final int[][] usersOf;

    private Histories(String[] itemIds, int[][] itemsOf) {
      this.itemIds = itemIds;
      this.itemsOf = itemsOf;
      int[] sizes = new int[itemIds.length];
      for (int[] items : itemsOf) {
        for (int item : items) {
          sizes[item]++;
        }
      }
      usersOf = new int[itemIds.length][];
      Arrays.setAll(usersOf, item -> new int[sizes[item]]);
      for (int user = itemsOf.length - 1; user >= 0; user--) {
        for (int item : itemsOf[user]) {
          usersOf[item][--sizes[item]] = user;
        }
      }
    }

    static Histories of(Collection<Interaction> interactions) {
      Map<String, List<Interaction>> byUser = new TreeMap<>();
      for (Interaction event : interactions) {
        byUser.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event);
      }
      Map<String, Integer> numbers = new HashMap<>();
      List<String> ids = new ArrayList<>();
      List<int[]> itemsOf = new ArrayList<>();
      for (List<Interaction> events : byUser.values()) {
        itemsOf.add(
            latest(events).stream()
                .mapToInt(id -> numbers.computeIfAbsent(id, unused -> number(ids, id)))
                .toArray());
      }
      return new Histories(ids.toArray(String[]::new), itemsOf.toArray(int[][]::new));
    }

    private static int number(List<String> ids, String id) {
      ids.add(id);
      return ids.size() - 1;
    }

    private static Set<String> latest(List<Interaction> events) {
      events.sort(
          Comparator.comparing(Interaction::time).reversed().thenComparing(Interaction::itemId));
      Set<String> items = new LinkedHashSet<>();
      for (Interaction event : events) {
        if (items.size() == MAX_HISTORY) {
          break;
        }
        items.add(event.itemId());
      }
      return items;
    }

    double similarity(int a, int b, int both) {
      double cosine = both / Math.sqrt((double) usersOf[a].length * usersOf[b].length);
      return cosine * both / (both + DAMPING);
    }
  }
}
