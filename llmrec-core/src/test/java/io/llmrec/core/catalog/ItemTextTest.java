package io.llmrec.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Which fields of an item become text. */
class ItemTextTest {

  private static final Item GLOVE =
      Item.of("g", "骑行手套")
          .withCategories("Sport", "Gloves")
          .withAttribute("brand", "B")
          .withAttribute("note", "  ")
          .withAttribute("summary", "Warm.");
  private static final Item BARE = Item.of("b", "Bell");

  @Test
  void takesSingleFields() {
    assertEquals("骑行手套", ItemText.title().of(GLOVE));
    assertEquals("Sport Gloves", ItemText.categories().of(GLOVE));
    assertEquals("Warm.", ItemText.attribute("summary").of(GLOVE));
  }

  @Test
  void isEmptyWhereAFieldIsMissing() {
    assertEquals("", ItemText.categories().of(BARE));
    assertEquals("", ItemText.attribute("summary").of(BARE));
  }

  @Test
  void putsEverythingOnLinesOfItsOwn() {
    assertEquals("骑行手套\nSport Gloves\nB\n  \nWarm.", ItemText.everything().of(GLOVE));
    assertEquals("Bell", ItemText.everything().of(BARE));
  }

  @Test
  void joinsWhatIsNotBlank() {
    ItemText text =
        ItemText.join(ItemText.attribute("note"), ItemText.title(), ItemText.attribute("brand"));

    assertEquals("骑行手套\nB", text.of(GLOVE));
    assertEquals("Bell", text.of(BARE));
    assertEquals("", ItemText.join().of(GLOVE));
  }

  @Test
  void takesTheFirstThatIsNotBlank() {
    ItemText text =
        ItemText.firstOf(
            ItemText.attribute("note"), ItemText.attribute("summary"), ItemText.title());

    assertEquals("Warm.", text.of(GLOVE));
    assertEquals("Bell", text.of(BARE));
    assertEquals("", ItemText.firstOf(ItemText.categories()).of(BARE));
  }

  @Test
  void doesNotChangeWithTheArrayItWasMadeOf() {
    ItemText[] parts = {ItemText.title()};
    ItemText text = ItemText.join(parts);

    parts[0] = ItemText.categories();

    assertEquals("骑行手套", text.of(GLOVE));
  }
}
