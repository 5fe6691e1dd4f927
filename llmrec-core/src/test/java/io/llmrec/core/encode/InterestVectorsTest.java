package io.llmrec.core.encode;

import static io.llmrec.core.encode.Plane.assertAt;
import static io.llmrec.core.encode.Plane.points;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How the vectors of a user become a few interests. */
class InterestVectorsTest {

  private static List<WeightedEmbedding> interests(
      int most, double alike, List<WeightedEmbedding> points) {
    return MultiVectorUserEncoder.interests(
            users -> List.of(points), new InterestOptions(most, alike))
        .encode(List.of(UserContext.cold("u")))
        .get(0);
  }

  @Test
  void keepsTastesApart() {
    List<WeightedEmbedding> found =
        interests(3, 0.9, points(0, 1, 100, 2, 4, 1, 104, 2, 220, 1, 8, 1));

    assertEquals(3, found.size());
    assertAt(102, found.get(0).vector());
    assertEquals(4, found.get(0).weight(), 1e-12);
    assertAt(4, found.get(1).vector());
    assertEquals(3, found.get(1).weight(), 1e-12);
    assertAt(220, found.get(2).vector());
  }

  @Test
  void joinsWhatIsAlikeEvenWhereThereIsRoom() {
    assertEquals(1, interests(5, 0.9, points(0, 1, 5, 1, 10, 1)).size());
    assertEquals(3, interests(5, 1, points(0, 1, 5, 1, 10, 1)).size());
    assertEquals(1, interests(5, 1, points(7, 1, 7, 2, 7, 1)).size(), "equal ones always");
  }

  @Test
  void hasNoMoreThanAllowed() {
    List<WeightedEmbedding> points = points(0, 1, 90, 1, 180, 1, 270, 1, 45, 1);

    for (int most = 1; most <= 5; most++) {
      assertTrue(interests(most, 1, points).size() <= most);
    }
  }

  /** Ward joins the light pair first although the heavy pair is as close. */
  @Test
  void aHeavyGroupIsJoinedLast() {
    List<WeightedEmbedding> found = interests(3, 1, points(0, 10, 20, 10, 180, 1, 200, 1));

    assertEquals(List.of(10.0, 10.0, 2.0), found.stream().map(WeightedEmbedding::weight).toList());
    assertAt(190, found.get(2).vector());
  }

  @Test
  void leavesOutAGroupThatPointsNowhere() {
    assertEquals(List.of(), interests(1, 1, points(0, 1, 180, 1)));
    assertEquals(List.of(), interests(4, 1, List.of()));
  }

  @Test
  void theOrderOfTheVectorsChangesNothing() {
    SplittableRandom random = new SplittableRandom(5);
    List<WeightedEmbedding> points = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      points.addAll(points(random.nextDouble(360), 1 + random.nextDouble()));
    }
    List<WeightedEmbedding> forth = interests(4, 0.95, points);
    Collections.reverse(points);
    List<WeightedEmbedding> back = interests(4, 0.95, points);

    assertEquals(forth.size(), back.size());
    for (int i = 0; i < forth.size(); i++) {
      assertEquals(forth.get(i).weight(), back.get(i).weight(), 1e-9);
      assertEquals(1, forth.get(i).vector().dot(back.get(i).vector()), 1e-5);
    }
  }

  @Test
  void refusesImpossibleOptions() {
    assertEquals(
        "most must be at least 1 interest, was 0",
        assertThrows(IllegalArgumentException.class, () -> new InterestOptions(0, 0.5))
            .getMessage());
    assertEquals(
        "alike must be a cosine, -1 to 1, was 1.5",
        assertThrows(IllegalArgumentException.class, () -> new InterestOptions(2, 1.5))
            .getMessage());
    assertEquals(
        "alike must be a cosine, -1 to 1, was NaN",
        assertThrows(IllegalArgumentException.class, () -> new InterestOptions(2, Double.NaN))
            .getMessage());
  }
}
