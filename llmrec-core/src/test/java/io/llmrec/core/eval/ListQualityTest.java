package io.llmrec.core.eval;

import static io.llmrec.core.eval.Events.at;
import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemVectors;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListQualityTest {

  private static final double EXACT = 1e-12;

  private static final Map<String, Embedding> VECTORS =
      Map.of(
          "east", Embedding.of(new float[] {1, 0}),
          "north", Embedding.of(new float[] {0, 1}),
          "west", Embedding.of(new float[] {-1, 0}));

  private static final ItemVectors LOOKUP = VECTORS::get;

  private static final Catalog CATALOG =
      Catalog.of(
          List.of(
              Item.of("a", "A").withCategories("Home", "Lamps"),
              Item.of("b", "B").withCategories("Home", "Lamps"),
              Item.of("c", "C").withCategories("Bikes", "Lamps"),
              Item.of("d", "D")));

  /** Item a had by three users, b by two, c by one. */
  private static final List<Interaction> TRAIN =
      List.of(
          at("u", "a", 1),
          at("u", "a", 2),
          at("u", "b", 3), //
          at("v", "a", 4),
          at("v", "b", 5), //
          at("w", "a", 6),
          at("w", "c", 7), //
          at("x", "e", 8));

  private static final Popularity POPULARITY = Popularity.of(TRAIN);

  @Test
  void intraListDistanceIsTheMeanOverPairs() {
    // 1 between neighbours, 2 between opposites.
    assertEquals(
        4.0 / 3, ListDiversity.intraListDistance(List.of("east", "north", "west"), LOOKUP), 1e-6);
    assertEquals(1, ListDiversity.intraListDistance(List.of("east", "north"), LOOKUP), 1e-6);
  }

  @Test
  void fewerThanTwoDifferentItemsHaveNoDistance() {
    assertEquals(Double.NaN, ListDiversity.intraListDistance(List.of("east"), LOOKUP));
    assertEquals(Double.NaN, ListDiversity.intraListDistance(List.of(), LOOKUP));
    assertEquals(Double.NaN, ListDiversity.intraListDistance(List.of("east", "east"), LOOKUP));
    assertEquals(Double.NaN, ListDiversity.intraListDistance(List.of("east", "gone"), LOOKUP));
  }

  @Test
  void serendipityIsRelevantAndNotExpected() {
    List<String> list = List.of("a", "b", "c", "d");

    assertEquals(
        0.25, ListDiversity.serendipity(list, Set.of("a", "c"), Set.of("a", "x"), 4), EXACT);
    assertEquals(0, ListDiversity.serendipity(list, Set.of("a", "c"), Set.of("a", "x"), 2), EXACT);
    assertEquals(Double.NaN, ListDiversity.serendipity(list, Set.of(), Set.of(), 2));
  }

  @Test
  void coverageCountsItemsAndLeafCategoriesOfTheCatalog() {
    Exposure exposure = Exposure.of(List.of(List.of("a", "b"), List.of("a", "gone")), CATALOG);

    assertEquals(0.5, exposure.itemCoverage(), EXACT);
    // Lamps of Home are not lamps of Bikes.
    assertEquals(0.5, exposure.leafCategoryCoverage(), EXACT);
    assertEquals(List.of(2.0, 1.0, 0.0, 0.0), asList(exposure.counts()));
    assertEquals(Exposure.gini(new double[] {2, 1, 0, 0}), exposure.gini(), EXACT);
    assertEquals(Exposure.entropy(new double[] {2, 1}), exposure.entropy(), EXACT);
  }

  @Test
  void aCatalogWithoutCategoriesHasNoCategoryCoverage() {
    Exposure exposure = Exposure.of(List.of(), Catalog.of(List.of(Item.of("a", "A"))));

    assertEquals(Double.NaN, exposure.leafCategoryCoverage());
    assertEquals(0, exposure.itemCoverage());
    assertEquals(Double.NaN, exposure.gini());
  }

  @Test
  void giniOfTheGoldenExample() {
    assertEquals(0.4, Exposure.gini(new double[] {2, 1, 6, 1}), EXACT);
    assertEquals(0, Exposure.gini(new double[] {3, 3, 3}), EXACT);
    assertEquals(0.75, Exposure.gini(new double[] {0, 0, 0, 5}), EXACT);
    assertEquals(Double.NaN, Exposure.gini(new double[0]));
    assertRefused("counts must be at least 0, was -1.0", () -> Exposure.gini(new double[] {-1}));
  }

  @Test
  void entropyIsInBits() {
    assertEquals(2, Exposure.entropy(new double[] {1, 1, 1, 1}), EXACT);
    assertEquals(1.5, Exposure.entropy(new double[] {2, 1, 1, 0}), EXACT);
    assertEquals(0, Exposure.entropy(new double[] {7}), EXACT);
    assertEquals(Double.NaN, Exposure.entropy(new double[] {0}));
  }

  @Test
  void popularityCountsUsersOnce() {
    assertEquals(3, POPULARITY.users("a"));
    assertEquals(0, POPULARITY.users("gone"));
    assertEquals(2.5, POPULARITY.average(List.of("a", "b")), EXACT);
    assertEquals(Double.NaN, POPULARITY.average(List.of()));
  }

  @Test
  void popularityLiftComparesListAndHistory() {
    assertEquals(0.5, POPULARITY.lift(List.of("a"), List.of("b")), EXACT);
    assertEquals(-0.5, POPULARITY.lift(List.of("c"), List.of("b")), EXACT);
    assertEquals(Double.NaN, POPULARITY.lift(List.of("a"), List.of("gone")));
    assertEquals(Double.NaN, POPULARITY.lift(List.of("a"), List.of()));
  }

  @Test
  void noveltyIsTheSurpriseInBits() {
    // b was had by two of four users, c by one, the unknown item counts as had by one.
    assertEquals(1, POPULARITY.novelty(List.of("b")), EXACT);
    assertEquals(2, POPULARITY.novelty(List.of("c", "gone")), EXACT);
    assertEquals(Double.NaN, POPULARITY.novelty(List.of()));
    assertEquals(Double.NaN, Popularity.of(List.of()).novelty(List.of("a")));
  }

  @Test
  void theHeadIsTheMostPopularShareOfItems() {
    assertEquals(Set.of("a"), POPULARITY.head(0.2));
    assertEquals(Set.of("a", "b"), POPULARITY.head(0.3));
    assertEquals(Set.of("a", "b", "c"), POPULARITY.head(0.75));
    assertEquals(Set.of(), Popularity.of(List.of()).head(0.2));
  }

  @Test
  void theLongTailIsWhatTheHeadIsNot() {
    Set<String> head = POPULARITY.head(0.2);

    assertEquals(0.75, Popularity.longTailShare(List.of("a", "b", "c", "gone"), head), EXACT);
    assertEquals(Double.NaN, Popularity.longTailShare(List.of(), head));
  }

  @Test
  void fairnessIsTheSpreadOfRecallOverPopularity() {
    // Popular half: a, b; the other half: c, e, and what train does not know.
    List<EvalCase> cases = List.of(relevant("a", "c"), relevant("b", "gone"));
    List<List<String>> lists = List.of(List.of("a", "c"), List.of("b", "a"));

    PopularityFairness fairness = PopularityFairness.of(cases, lists, POPULARITY, 2, 2);

    assertEquals(List.of(1.0, 0.5), fairness.recalls());
    assertEquals(0.25 / 0.75, fairness.reo(), EXACT);
  }

  @Test
  void groupsWithoutRelevantItemsAreLeftOut() {
    PopularityFairness fairness =
        PopularityFairness.of(List.of(relevant("a")), List.of(List.of("a")), POPULARITY, 2, 2);

    assertEquals(List.of(1.0, Double.NaN), fairness.recalls());
    assertEquals(0, fairness.reo(), EXACT);
    assertEquals(Double.NaN, PopularityFairness.of(List.of(), List.of(), POPULARITY, 2, 2).reo());
  }

  @Test
  void calibrationOfTheGoldenExample() {
    double divergence =
        CategoryCalibration.divergence(Map.of("x", 0.7, "y", 0.3), Map.of("x", 1.0), 0.01);

    assertEquals(1.133982, divergence, 1e-6);
  }

  @Test
  void theSameProportionsAreCalibrated() {
    Map<String, Double> shares = Map.of("x", 0.7, "y", 0.3);

    assertEquals(0, CategoryCalibration.divergence(shares, shares, 0.01), EXACT);
    assertEquals(Double.NaN, CategoryCalibration.divergence(shares, Map.of(), 0.01));
    assertEquals(Double.NaN, CategoryCalibration.divergence(Map.of(), shares, 0.01));
  }

  @Test
  void anItemIsSpreadOverItsCategories() {
    List<Item> items = List.of(item("a"), item("c"), item("d"));

    assertEquals(
        Map.of("Home", 0.25, "Lamps", 0.5, "Bikes", 0.25), CategoryCalibration.distribution(items));
    assertEquals(Map.of(), CategoryCalibration.distribution(List.of(item("d"))));
  }

  @Test
  void refusesSharesThatAreNone() {
    assertRefused(
        "shares of history must be at least 0 and sum to 1, were {x=0.5}",
        () -> CategoryCalibration.divergence(Map.of("x", 0.5), Map.of("x", 1.0), 0.01));
    assertRefused(
        "alpha must be above 0 and below 1, was 0.0",
        () -> CategoryCalibration.divergence(Map.of("x", 1.0), Map.of("x", 1.0), 0));
    assertRefused("share must be above 0 and below 1, was 1.0", () -> POPULARITY.head(1));
  }

  private static Item item(String id) {
    return CATALOG.stream().filter(item -> item.id().equals(id)).findFirst().orElseThrow();
  }

  private static EvalCase relevant(String... items) {
    return new EvalCase(UserContext.cold("u"), Set.of(items), Events.time(9));
  }

  private static List<Double> asList(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
