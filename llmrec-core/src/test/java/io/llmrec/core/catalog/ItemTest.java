package io.llmrec.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes an item, and that nothing unmakes it. */
class ItemTest {

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u3000"})
  void refusesABlankTitle(String blank) {
    assertEquals("title of item 'a' must not be blank", refusal(() -> Item.of("a", blank)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void refusesABlankId(String blank) {
    assertEquals(
        "id of an item must not be blank, its title was 'Lamp'",
        refusal(() -> Item.of(blank, "Lamp")));
  }

  @Test
  void refusesAnAttributeWithoutName() {
    assertEquals(
        "item 'a' has an attribute with a blank name",
        refusal(() -> Item.of("a", "A").withAttribute(" ", "x")));
  }

  @Test
  void refusesAMediumOfNoType() {
    URI there = URI.create("file:/a");

    assertEquals(
        "type must be a media type like image/jpeg, was 'jpeg'",
        refusal(() -> new Media("jpeg", there)));
    assertEquals(
        "type must be a media type like image/jpeg, was '/jpeg'",
        refusal(() -> new Media("/jpeg", there)));
  }

  @Test
  void doesNotChangeWithTheCollectionsItWasMadeOf() {
    List<String> categories = new ArrayList<>(List.of("Sport"));
    Map<String, String> attributes = new LinkedHashMap<>(Map.of("brand", "B"));
    List<Media> media = new ArrayList<>();
    Item item = new Item("a", "A", categories, attributes, media);

    categories.add("Cycling");
    attributes.put("year", "2020");
    media.add(new Media("image/png", URI.create("file:/a")));

    assertEquals(new Item("a", "A", List.of("Sport"), Map.of("brand", "B"), List.of()), item);
  }

  @Test
  void handsOutNothingThatCanBeChanged() {
    Item item = Item.of("a", "A");

    assertThrows(UnsupportedOperationException.class, () -> item.categories().add("x"));
    assertThrows(UnsupportedOperationException.class, () -> item.attributes().put("x", "y"));
    assertThrows(UnsupportedOperationException.class, () -> item.media().clear());
  }

  @Test
  void keepsTheOrderOfItsAttributes() {
    Item item =
        Item.of("a", "A")
            .withAttribute("z", "1")
            .withAttribute("a", "2")
            .withAttribute("m", "3")
            .withAttribute("z", "4");

    assertEquals(List.of("z", "a", "m"), List.copyOf(item.attributes().keySet()));
    assertEquals("4", item.attributes().get("z"));
  }

  @Test
  void hasTheLastCategoryForALeaf() {
    assertEquals("Gloves", Item.of("a", "A").withCategories("Sport", "Gloves").leafCategory());
    assertEquals("", Item.of("a", "A").leafCategory());
  }

  @Test
  void addsMediaOneByOne() {
    Media first = new Media("image/png", URI.create("file:/1"));
    Media second = new Media("audio/ogg", URI.create("file:/2"));

    assertEquals(
        List.of(first, second), Item.of("a", "A").withMedia(first).withMedia(second).media());
  }
}
