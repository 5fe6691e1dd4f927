package io.llmrec.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A catalog in memory. */
class CatalogTest {

  private static final Item A = Item.of("a", "Lamp");
  private static final Item B = Item.of("b", "Bell");

  private static String refusal(List<Item> items) {
    return assertThrows(IllegalArgumentException.class, () -> Catalog.of(items)).getMessage();
  }

  @Test
  void refusesNoItems() {
    assertEquals("a catalog needs at least 1 item, was given none", refusal(List.of()));
  }

  @Test
  void refusesTwoItemsOfOneIdAndNamesBoth() {
    assertEquals(
        "item ids must be unique: 'a' is both 'Lamp' and, at position 2, 'Another'",
        refusal(List.of(A, B, Item.of("a", "Another"))));
  }

  @Test
  void refusesTheSameItemTwice() {
    assertEquals(
        "item ids must be unique: 'a' is both 'Lamp' and, at position 1, 'Lamp'",
        refusal(List.of(A, A)));
  }

  @Test
  void findsItemsById() {
    Catalog catalog = Catalog.of(List.of(A, B));

    assertSame(B, catalog.find("b"));
    assertNull(catalog.find("B"));
    assertEquals(2, catalog.size());
  }

  @Test
  void givesItemsInTheOrderGivenEachTime() {
    Catalog catalog = Catalog.of(List.of(B, A));

    assertEquals(List.of(B, A), catalog.stream().toList());
    assertEquals(List.of(B, A), catalog.stream().toList());
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<Item> items = new ArrayList<>(List.of(A));
    Catalog catalog = Catalog.of(items);

    items.add(B);

    assertEquals(1, catalog.size());
    assertNull(catalog.find("b"));
  }
}
