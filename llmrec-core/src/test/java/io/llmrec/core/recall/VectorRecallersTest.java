package io.llmrec.core.recall;

import static io.llmrec.core.recall.Shop.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.InterestOptions;
import io.llmrec.core.encode.MultiVectorUserEncoder;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.encode.WeightedEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  void nearestTakesAnyUserEncoder() {
    Recaller recaller =
        Recaller.nearest(
            vectors -> users -> List.of(Optional.of(Embedding.of(new float[] {0, 1}))), 2);

    assertEquals(List.of("north", "between"), ids(recaller.recall(shop.visit("east"))));
  }

  /** Two of three places go to the interest that weighs twice as much. */
  @Test
  void nearestToEachSharesThePlacesByWeight() {
    Recaller recaller =
        Recaller.nearestToEach(
            vectors ->
                users ->
                    List.of(
                        List.of(
                            new WeightedEmbedding(Embedding.of(new float[] {0, 1}), 2),
                            new WeightedEmbedding(Embedding.of(new float[] {-1, 0}), 1))),
            3);

    List<Candidate> found = recaller.recall(shop.visit());

    assertEquals(List.of("north", "away", "between"), ids(found));
    assertEquals(1, found.get(0).score());
    assertEquals(1.0 / 3, found.get(2).score());
  }

  @Test
  void nearestToEachKeepsInterestsApart() {
    Recaller recaller =
        Recaller.nearestToEach(
            vectors ->
                MultiVectorUserEncoder.interests(
                    MultiVectorUserEncoder.history(vectors, 50, 10), new InterestOptions(2, 0.9)),
            9);

    List<Candidate> found = recaller.recall(shop.revisit("north", "between", "away"));

    assertEquals(List.of("between", "away"), ids(found).subList(0, 2));
    assertEquals(List.of("away"), found.get(1).because());
  }

  @Test
  void nearestToItemFindsOthersLikeIt() {
    Recaller recaller = Recaller.nearestToItem("item", 2);

    assertEquals(List.of("between", "away"), ids(recaller.recall(shop.ask("item", "north"))));
    assertEquals(List.of(), recaller.recall(shop.ask("item", "gone")));
    assertEquals(List.of(), recaller.recall(shop.ask("page", "north")));
  }

  @Test
  void nearestToQueryEncodesTheTextOfTheRequest() {
    List<String> asked = new ArrayList<>();
    TextEncoder encoder =
        texts -> {
          asked.addAll(texts);
          return List.of(Embedding.of(new float[] {-1, 0.1f}));
        };
    Recaller recaller = Recaller.nearestToQuery("query", encoder, 1);

    assertEquals(List.of("away"), ids(recaller.recall(shop.ask("query", "far out"))));
    assertEquals(List.of("far out"), asked);
    assertEquals(List.of(), recaller.recall(shop.ask("query", " ")));
    assertEquals(List.of(), recaller.recall(shop.visit()));
    recaller.recall(shop.ask("query", "x".repeat(5_000)));
    assertEquals(2_000, asked.get(1).length());
  }

  @Test
  void hybridFusesMeaningAndWords() {
    Recaller words = context -> Recaller.nearestToItem("item", 1).recall(context);
    List<Candidate> found =
        Recaller.hybrid(Recaller.nearestToItem("item", 2), words).recall(shop.ask("item", "north"));

    assertEquals(List.of("between", "away"), ids(found));
    assertEquals(
        List.of("semantic", "lexical"),
        found.get(0).sources().stream().map(RecallSource::recaller).toList());
  }

  @Test
  void refuseABlankNameOfTheSituation() {
    assertEquals(
        "situation must be a name, was blank", refusal(() -> Recaller.nearestToItem(" ", 1)));
    assertEquals(
        "situation must be a name, was blank",
        refusal(() -> Recaller.nearestToQuery("", texts -> List.of(), 1)));
  }
}
