package io.llmrec.core.recall;

import static io.llmrec.core.recall.Shop.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Recall by vectors of a plane, computed by hand. */
class VectorRecallersTest {

  /** Away lies opposite to east; the others are named by where they lie. */
  private final Shop shop =
      Shop.of(
          Map.of(
              "east", new float[] {1, 0},
              "north", new float[] {0, 1},
              "between", new float[] {0.6f, 0.8f},
              "away", new float[] {-1, 0}));

  private static final double OLDER = Math.pow(0.5, 0.1);

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @Test
  void nearestFindsWhatLiesNearTheMeanOfTheHistory() {
    List<Candidate> found = Recaller.nearest(9).recall(shop.visit("east", "north"));

    assertEquals(List.of("between", "away"), ids(found));
    double length = Math.sqrt(OLDER * OLDER + 1);
    assertEquals((0.6 * OLDER + 0.8) / length, found.get(0).score(), 1e-6);
    assertEquals(-OLDER / length, found.get(1).score(), 1e-6);
    assertEquals(List.of("north", "east"), found.get(0).because(), "the closest first");
  }

  @Test
  void nearestGivesAsManyAsAskedForAfterWhatMayNotBeShown() {
    assertEquals(List.of("between"), ids(Recaller.nearest(1).recall(shop.visit("north"))));
    assertEquals(List.of("north"), ids(Recaller.nearest(1).recall(shop.revisit("north"))));
  }

  @Test
  void similarToRecentAddsUpWhatEachItemSays() {
    List<Candidate> found = Recaller.similarToRecent(5, 9).recall(shop.visit("east", "north"));

    assertEquals(List.of("between"), ids(found), "away is opposite or at a right angle");
    assertEquals(0.8 + OLDER * 0.6, found.get(0).score(), 1e-6);
    assertEquals(List.of("north", "east"), found.get(0).because());
  }

  @Test
  void similarToRecentLooksAtTheLatestItemsOnly() {
    List<Candidate> found = Recaller.similarToRecent(1, 9).recall(shop.visit("east", "north"));

    assertEquals(0.8, found.get(0).score(), 1e-6);
    assertEquals(List.of("north"), found.get(0).because());
  }

  @Test
  void findNothingForAUserOfWhomNoVectorIsKnown() {
    for (Recaller recaller : List.of(Recaller.nearest(9), Recaller.similarToRecent(9, 9))) {
      assertEquals(List.of(), recaller.recall(shop.visit()));
      assertEquals(List.of(), recaller.recall(shop.visit("gone")));
      assertEquals(List.of(), recaller.recall(Shop.of("east", "north").visit("east")));
    }
  }

  @Test
  void refuseNoLimit() {
    assertEquals(
        "limit of a recaller must be at least 1, was 0", refusal(() -> Recaller.nearest(0)));
    assertEquals(
        "limit of a recaller must be at least 1, was -1",
        refusal(() -> Recaller.similarToRecent(1, -1)));
    assertEquals(
        "recent must be at least 1 item, was 0", refusal(() -> Recaller.similarToRecent(0, 1)));
  }
}
