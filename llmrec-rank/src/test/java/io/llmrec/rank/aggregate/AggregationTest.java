package io.llmrec.rank.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregationTest {

  private static final double DIGITS = 5e-7;

  private static final List<int[]> FIVE = rankings("ABCD", "BACD", "ACBD", "DABC", "ABDC");
  private static final List<int[]> MAJORITY = rankings("ABC", "ABC", "ABC", "BCA", "BCA");

  private static List<int[]> rankings(String... letters) {
    List<int[]> rankings = new ArrayList<>();
    for (String ranking : letters) {
      rankings.add(ranking.chars().map(c -> c - 'A').toArray());
    }
    return rankings;
  }

  private static String letters(int[] order) {
    StringBuilder letters = new StringBuilder();
    IntStream.of(order).forEach(item -> letters.append((char) ('A' + item)));
    return letters.toString();
  }

  @Test
  void bordaIsTheMeanPlace() {
    assertArrayEquals(new double[] {1.4, 2.2, 3.2, 3.2}, PlaceScores.meanPlaces(4, FIVE), DIGITS);
    assertEquals("ABCD", letters(Aggregation.borda().order(4, FIVE)));
  }

  @Test
  void reciprocalRanksAreMeansToo() {
    assertArrayEquals(
        new double[] {.081438 / 5, .080398 / 5, .079125 / 5, .079141 / 5},
        PlaceScores.reciprocalRanks(4, FIVE),
        DIGITS);
    assertEquals("ABDC", letters(Aggregation.reciprocalRank().order(4, FIVE)));
  }

  @Test
  void kemenyContradictsLeast() {
    Preferences preferences = Preferences.of(4, FIVE);

    assertEquals("ABCD", letters(Aggregation.kemeny().order(4, FIVE)));
    assertEquals(6, preferences.distance(new int[] {0, 1, 2, 3}));
    assertEquals(7, preferences.distance(new int[] {0, 1, 3, 2}));
  }

  @Test
  void kemenyFollowsTheMajorityWhereBordaDoesNot() {
    assertEquals("BAC", letters(Aggregation.borda().order(3, MAJORITY)));
    assertEquals("ABC", letters(Aggregation.kemeny().order(3, MAJORITY)));
    assertEquals(4, Preferences.of(3, MAJORITY).distance(new int[] {0, 1, 2}));
    assertEquals(5, Preferences.of(3, MAJORITY).distance(new int[] {1, 0, 2}));
  }

  @Test
  void whatARankingLeavesOutComesAfterWhatItNames() {
    List<int[]> partial = rankings("CB", "C", "");

    assertArrayEquals(new double[] {3, 2.5, 1.5, 3}, PlaceScores.meanPlaces(4, partial), DIGITS);
    for (Aggregation aggregation : all()) {
      assertEquals("CBAD", letters(aggregation.order(4, partial)));
    }
  }

  private static List<Aggregation> all() {
    return List.of(Aggregation.borda(), Aggregation.reciprocalRank(), Aggregation.kemeny());
  }

  @Test
  void withoutRankingsTheIncomingOrderStays() {
    for (Aggregation aggregation : all()) {
      assertArrayEquals(new int[] {0, 1, 2}, aggregation.order(3, List.of()));
      assertArrayEquals(new int[] {0, 1, 2}, aggregation.order(3, List.of(new int[0])));
      assertArrayEquals(new int[0], aggregation.order(0, List.of(new int[0])));
    }
  }

  @Test
  void aRankingThatIsNoneIsRefused() {
    for (Aggregation aggregation : all()) {
      for (int[] bad : List.of(new int[] {0, 0}, new int[] {3}, new int[] {-1})) {
        assertThrows(IllegalArgumentException.class, () -> aggregation.order(3, List.of(bad)));
      }
    }
    assertEquals(
        "a ranking must hold numbers from 0 to 2, each at most once, was [1, 1]",
        assertThrows(
                IllegalArgumentException.class,
                () -> Aggregation.borda().order(3, List.of(new int[] {1, 1})))
            .getMessage());
  }

  private static List<int[]> random(int seed, int items, int rounds) {
    Draws draws = Draws.of(seed);
    List<int[]> rankings = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int[] ranking = IntStream.range(0, items).toArray();
      draws.shuffle(ranking, 0, items);
      rankings.add(IntStream.of(ranking).limit(items - draws.below(3)).toArray());
    }
    return rankings;
  }

  private static long least(Preferences preferences, int[] order, int from) {
    if (from == order.length) {
      return preferences.distance(order);
    }
    long least = Long.MAX_VALUE;
    for (int i = from; i < order.length; i++) {
      int[] swapped = order.clone();
      swapped[from] = order[i];
      swapped[i] = order[from];
      least = Math.min(least, least(preferences, swapped, from + 1));
    }
    return least;
  }

  @Test
  void kemenyIsExactForFewItems() {
    for (int seed = 0; seed < 60; seed++) {
      int items = 2 + seed % 5;
      List<int[]> rankings = random(seed, items, 1 + seed % 6);
      Preferences preferences = Preferences.of(items, rankings);

      int[] order = Aggregation.kemeny().order(items, rankings);

      long least = least(preferences, IntStream.range(0, items).toArray(), 0);
      assertEquals(least, preferences.distance(order), "seed " + seed);
    }
  }

  /** Random rankings make one large group: the search, against solving the same exactly. */
  @Test
  void theSearchOfALargeGroupComesCloseAndLeavesNoMoveThatHelps() {
    for (int seed = 0; seed < 40; seed++) {
      List<int[]> rankings = random(seed, 20, 5);
      Preferences preferences = Preferences.of(20, rankings);

      int[] order = Aggregation.kemeny().order(20, rankings);

      long distance = preferences.distance(order);
      assertEquals(20, IntStream.of(order).distinct().count());
      assertTrue(distance <= preferences.distance(preferences.borda()));
      for (int i = 0; i + 1 < order.length; i++) {
        int[] swapped = order.clone();
        swapped[i] = order[i + 1];
        swapped[i + 1] = order[i];
        assertTrue(preferences.distance(swapped) >= distance);
      }
    }
  }

  @Test
  void rankingsThatNearlyAgreeAreSolvedInSmallGroups() {
    List<int[]> rankings = new ArrayList<>();
    Draws draws = Draws.of(3);
    for (int round = 0; round < 5; round++) {
      int[] ranking = IntStream.range(0, 40).toArray();
      for (int start = 0; start < 40; start += 8) {
        draws.shuffle(ranking, start, start + 8);
      }
      rankings.add(ranking);
    }

    int[] order = Aggregation.kemeny().order(40, rankings);

    for (int i = 0; i < 40; i++) {
      assertEquals(i / 8, order[i] / 8);
    }
  }
}
