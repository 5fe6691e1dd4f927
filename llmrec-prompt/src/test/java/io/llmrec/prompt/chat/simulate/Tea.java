package io.llmrec.prompt.chat.simulate;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatTrace;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.Op;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A small shop of teas, wishes and answers about it. */
final class Tea {

  static final ChatCatalog CATALOG =
      ChatCatalog.of(
          Catalog.of(
              List.of(
                  tea("t1", "Misty Peak Green Tea", "green", "8"),
                  tea("t2", "Old Harbour Black Tea", "black", "5"),
                  tea("t3", "Cloud Garden Green Tea", "green", "20"),
                  tea("t4", "Silver Needle White Tea", "white", "9"))));

  static final Trait GREEN = new Trait("green tea", Filter.test("kind", Op.EQUAL, "green"));
  static final Trait CHEAP =
      new Trait("at most 10 dollars", Filter.test("price", Op.AT_MOST, "10"));
  static final Trait MISTY =
      new Trait("something misty", Filter.test("title", Op.CONTAINS, "misty"));
  static final Trait CLOUD = new Trait("cloud", Filter.test("title", Op.CONTAINS, "cloud"));

  static final WishList WISHES =
      new WishList(
          UserContext.cold("ann"),
          Language.EN,
          List.of(GREEN, CHEAP),
          List.of(MISTY),
          List.of(CLOUD),
          Set.of("t1"),
          5);

  private Tea() {}

  private static Item tea(String id, String title, String kind, String price) {
    return Item.of(id, title).withAttribute("kind", kind).withAttribute("price", price);
  }

  static ChatTurn turn(ChatTurn.Act act, String text, String... items) {
    return new ChatTurn(
        text,
        Language.EN,
        act,
        List.of(items).stream().map(Tea::item).toList(),
        List.of(),
        new ChatTurn.Shortlist(items.length, List.of()),
        new ChatTrace(List.of(), List.of(), List.of(), List.of(), Duration.ZERO, Duration.ZERO));
  }

  static Item item(String id) {
    Item known = CATALOG.find(id);
    return known == null ? Item.of(id, "Made Up " + id) : known;
  }
}
