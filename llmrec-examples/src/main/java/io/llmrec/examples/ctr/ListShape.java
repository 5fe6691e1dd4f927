package io.llmrec.examples.ctr;

import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.eval.ListDiversity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How varied the lists are that scores make of each user's test samples.
 *
 * @param users how many have a list
 * @param leaves different leaf categories of each list, over its length
 * @param distance mean of 1 - cosine over the pairs of each list
 * @param coverage different leaf categories of all lists together
 */
record ListShape(int users, double[] leaves, double[] distance, int coverage) {

  /** The length of the lists. */
  static final int LENGTH = 10;

  /** Users with fewer samples have no list: there would be nothing to choose. */
  private static final int FEWEST = 30;

  /**
   * What films are.
   *
   * @param ids by number
   * @param leaf the category by number
   * @param vectors by id
   */
  record Films(List<String> ids, IntFunction<String> leaf, ItemVectors vectors) {}

  /**
   * Shapes of the lists of the best of each user's samples.
   *
   * @param user by sample
   * @param film by sample
   */
  static ListShape of(float[] scores, int[] user, int[] film, Films films) {
    Map<Integer, List<Integer>> byUser = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      byUser.computeIfAbsent(user[i], one -> new ArrayList<>()).add(i);
    }
    byUser.values().removeIf(own -> own.size() < FEWEST);
    Set<String> all = new HashSet<>();
    double[] leaves = new double[byUser.size()];
    double[] distance = new double[byUser.size()];
    int place = 0;
    for (List<Integer> own : byUser.values()) {
      int[] best =
          own.stream()
              .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> film[i]))
              .limit(LENGTH)
              .mapToInt(i -> film[i])
              .toArray();
      Set<String> found = new HashSet<>();
      IntStream.of(best).forEach(one -> found.add(films.leaf().apply(one)));
      all.addAll(found);
      leaves[place] = (double) found.size() / LENGTH;
      List<String> ids = IntStream.of(best).mapToObj(films.ids()::get).toList();
      distance[place++] = ListDiversity.intraListDistance(ids, films.vectors());
    }
    return new ListShape(place, leaves, distance, all.size());
  }
}
