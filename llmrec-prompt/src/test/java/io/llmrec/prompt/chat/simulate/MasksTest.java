package io.llmrec.prompt.chat.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MasksTest {

  private static Masks of(String... titles) {
    List<Item> items =
        List.of(titles).stream().map(title -> Item.of("id of " + title, title)).toList();
    WishList wishes =
        new WishList(
            UserContext.cold("ann"),
            Language.EN,
            List.of(Tea.GREEN),
            List.of(),
            List.of(),
            Set.copyOf(items.stream().map(Item::id).toList()),
            3);
    return new Masks(wishes, ChatCatalog.of(Catalog.of(items)));
  }

  @Test
  void masksATitleWhereverItStandsAsWords() {
    Masks masks = of("It", "It Follows", "绿茶");

    assertEquals("***, *** and ***!", masks.mask("It, it follows and IT!"));
    assertEquals("iterate within bits", masks.mask("iterate within bits"));
    assertEquals("我想要***吗", masks.mask("我想要绿茶吗"));
    assertTrue(masks.isIn("what about IT?"));
    assertFalse(masks.isIn("what about bits?"));
  }

  @Test
  void maskedTextsOfTheirOwnMaskEndToo() {
    assertEquals("*** ***", of("***").mask("*** ***"));
  }

  @Test
  void targetsMustBeInTheCatalog() {
    WishList unknown =
        new WishList(
            UserContext.cold("ann"),
            Language.EN,
            List.of(Tea.GREEN),
            List.of(),
            List.of(),
            Set.of("t9"),
            3);

    assertEquals(
        "target 't9' is not in the catalog",
        assertThrows(IllegalArgumentException.class, () -> new Masks(unknown, Tea.CATALOG))
            .getMessage());
  }
}
