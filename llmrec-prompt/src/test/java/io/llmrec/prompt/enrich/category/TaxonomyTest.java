package io.llmrec.prompt.enrich.category;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyTest {

  private static final Taxonomy SHOP = Taxonomy.ofItems(Samples.items().stream());
  private static final Taxonomy IDS =
      Taxonomy.of(
          List.of(
              new Category("1", "Home", null),
              new Category("11", "Coffee machines", "1"),
              new Category("12", "Other", "1"),
              new Category("2", "Sport", null),
              new Category("21", "Other", "2"),
              new Category("22", "Badminton rackets", "2")));

  @Test
  void leavesAreThePlacesWithNothingBelow() {
    assertEquals(
        List.of(
            "Cycling > Gloves",
            "Cycling > Lights",
            "Kitchen > Coffee",
            "Kitchen > Tea",
            "骑行 > 手套",
            "骑行 > 车灯",
            "厨房 > 咖啡",
            "厨房 > 茶"),
        SHOP.leaves());
    assertEquals(List.of("11", "12", "21", "22"), IDS.leaves());
  }

  @ParameterizedTest
  @CsvSource({
    "Cycling > Gloves, Cycling > Gloves, 0",
    "Cycling > Gloves, Cycling > Lights, 2",
    "Cycling > Gloves, Kitchen > Tea, 4",
    "Cycling > Gloves, Cycling, 1",
  })
  void distanceCountsTheStepsThroughTheTree(String a, String b, int steps) {
    assertEquals(steps, SHOP.distance(a, b));
    assertEquals(steps, SHOP.distance(b, a));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "11, 11",
        "coffee machines, 11",
        "Coffee-Machines!, 11",
        "Ｃｏｆｆｅｅ machines, 11",
        "coffee machine, 11",
        "badmintton rackets, 22",
        "Home > Other, 12",
        "sport/other, 21",
        "Other, none",
        "Tea, none",
        "'', none",
        "Coffee, none",
      })
  void nameMeansTheOneCategoryItIsLike(String name, String id) {
    assertEquals(id, IDS.resolve(name));
  }

  @Test
  void itemIsInTheLeafOfItsPath() {
    Item item = Item.of("x", "x");

    assertEquals("Kitchen > Tea", SHOP.leafOf(item.withCategories("Kitchen", "Tea")));
    assertEquals("11", IDS.leafOf(item.withCategories("Home", "Coffee machines")));
    assertEquals(null, SHOP.leafOf(item.withCategories("Kitchen")));
    assertEquals(null, SHOP.leafOf(item));
  }

  @Test
  void brokenTreesAreNamed() {
    assertEquals("a taxonomy must have at least 1 category", message(List.of()));
    assertEquals(
        "category 'a' must be there once",
        message(List.of(new Category("a", "x", null), new Category("a", "y", null))));
    assertEquals(
        "category 'b' is not in the taxonomy", message(List.of(new Category("a", "x", "b"))));
    assertEquals(
        "category 'a' must not be its own ancestor",
        message(List.of(new Category("a", "x", "b"), new Category("b", "y", "a"))));
  }

  private static String message(List<Category> categories) {
    return assertThrows(IllegalArgumentException.class, () -> Taxonomy.of(categories)).getMessage();
  }
}
