package io.llmrec.rank.diversity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.CategoryCalibration;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibratedSelectionTest {

  private static final Map<String, Double> SEVEN_THREE = Map.of("a", 0.7, "b", 0.3);

  @Test
  void divergenceIsTheGoldenOne() {
    List<List<String>> categories = List.of(List.of("a"), List.of("b"));
    CalibratedSelection selection = new CalibratedSelection(SEVEN_THREE, categories, 0.5);

    selection.order(new double[] {1, 0}, 1);

    assertEquals(1.133982, selection.divergence(), 1e-6);
    assertEquals(
        1.133982,
        CategoryCalibration.divergence(Map.of("a", 0.7, "b", 0.3), Map.of("a", 1.0), 0.01),
        1e-6);
  }

  @Test
  void theListTakesTheProportionsOfTheHistory() {
    List<List<String>> categories = new ArrayList<>();
    double[] relevance = new double[20];
    for (int i = 0; i < 20; i++) {
      categories.add(List.of(i < 10 ? "a" : "b"));
      relevance[i] = 1 - i / 20.0;
    }

    int[] order = new CalibratedSelection(SEVEN_THREE, categories, 0.99).order(relevance, 10);

    long ofA = Arrays.stream(order).limit(10).filter(i -> i < 10).count();
    assertEquals(7, ofA);
  }

  @Test
  void lambdaNoughtKeepsTheOrderOfRelevance() {
    List<List<String>> categories = List.of(List.of("a"), List.of("b"), List.of());

    assertArrayEquals(
        new int[] {2, 0, 1},
        new CalibratedSelection(SEVEN_THREE, categories, 0).order(new double[] {2, 1, 3}, 3));
  }

  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  private static StageContext context(List<Item> items, List<String> history) {
    List<Interaction> events = new ArrayList<>();
    for (String id : history) {
      events.add(Interaction.view("u", id, NOW.plusSeconds(events.size())));
    }
    return StageContext.of(
        RecommendationRequest.forUser(UserContext.of("u", events)).id("r").at(NOW).build(),
        PreparedCatalog.withoutVectors(Catalog.of(items)));
  }

  @Test
  void laterItemsOfTheHistoryCountMore() {
    List<Item> items = new ArrayList<>();
    List<String> history = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      items.add(Item.of("h" + i, "H").withCategories(i < 20 ? "old" : "new"));
      history.add("h" + i);
    }
    items.add(Item.of("c-old", "C").withCategories("old"));
    items.add(Item.of("c-new", "C").withCategories("new"));
    items.add(Item.of("c-none", "C"));
    StageContext context = context(items, history);
    List<Candidate> candidates =
        items.subList(40, 43).stream().map(item -> Candidate.of(item, 1)).toList();

    List<Candidate> order =
        DiversityReRanker.calibrated(new CalibratedOptions(1, 3, 100)).rerank(context, candidates);

    assertEquals("c-new", order.get(0).id());
    assertEquals(Map.of("uncategorised", 1L), context.counts());
  }

  @Test
  void withoutCategoriesInTheHistoryTheOrderStaysAndSaysSo() {
    List<Item> items = List.of(Item.of("h", "H"), Item.of("c0", "C"), Item.of("c1", "C"));
    StageContext context = context(items, List.of("h", "gone"));
    List<Candidate> candidates =
        items.subList(1, 3).stream().map(item -> Candidate.of(item, 1)).toList();

    assertEquals(candidates, DiversityReRanker.calibrated().rerank(context, candidates));
    assertEquals("calibrated: no item of the user's history has a category", context.degradation());
  }
}
