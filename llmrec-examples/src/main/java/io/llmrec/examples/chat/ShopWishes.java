package io.llmrec.examples.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.Filter;
import io.llmrec.prompt.chat.filter.Op;
import io.llmrec.prompt.chat.simulate.Trait;
import io.llmrec.prompt.chat.simulate.WishList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wish lists of the sample shop's customers: each is made of something that a customer did buy, and
 * the customer comes with the history before it was first seen. What is wished for are facts of
 * that item: its shelf and a limit of the price as musts, colour, material or a feature as
 * preferences; a brand of the shelf that is not the item's is to be avoided.
 */
final class ShopWishes {

  static final int PATIENCE = 4;

  private static final double HEADROOM = 1.2;

  private final SampleShop shop;
  private final ChatCatalog catalog;
  private final Language language;
  private final Draws draws;

  ShopWishes(SampleShop shop, ChatCatalog catalog, Language language, long seed) {
    this.shop = shop;
    this.catalog = catalog;
    this.language = language;
    this.draws = Draws.of(seed, language.ordinal());
  }

  /** So many wish lists of different customers; fewer where there are not so many. */
  List<WishList> make(int count) {
    List<Interaction> bought =
        shop.interactions().stream()
            .filter(event -> event.kind().equals("buy") && catalog.row(event.itemId()) >= 0)
            .toList();
    bought = draws.choose(bought, bought.size());
    List<WishList> lists = new ArrayList<>();
    Set<String> users = new HashSet<>();
    for (Interaction purchase : bought) {
      if (lists.size() < count && users.add(purchase.userId())) {
        WishList wishes = wishes(purchase);
        if (wishes == null) {
          users.remove(purchase.userId());
        } else {
          lists.add(wishes);
        }
      }
    }
    return lists;
  }

  private @Nullable WishList wishes(Interaction purchase) {
    Item item = catalog.item(catalog.row(purchase.itemId()));
    List<Trait> prefers = prefers(item);
    if (prefers.isEmpty()) {
      return null;
    }
    return new WishList(
        shop.userAt(purchase.userId(), firstSeen(purchase)),
        language,
        List.of(shelf(item), price(item)),
        prefers,
        avoids(item),
        Set.of(item.id()),
        PATIENCE);
  }

  /** When a customer first met what was bought: the recommender may know nothing of it. */
  private Instant firstSeen(Interaction purchase) {
    return shop.userAt(purchase.userId(), purchase.time()).history().stream()
        .filter(event -> event.itemId().equals(purchase.itemId()))
        .map(Interaction::time)
        .findFirst()
        .orElse(purchase.time());
  }

  private static Trait shelf(Item item) {
    String leaf = item.leafCategory();
    return new Trait(leaf.toLowerCase(Locale.ROOT), Filter.test("category", Op.EQUAL, leaf));
  }

  private Trait price(Item item) {
    double price = Double.parseDouble(item.attributes().getOrDefault("price", "0"));
    int step = language == Language.ZH ? 50 : 10;
    int limit = (int) Math.ceil(price * HEADROOM / step) * step;
    return new Trait(
        language == Language.ZH ? "价格不超过" + limit + "元的" : "at most " + limit + " dollars",
        Filter.test("price", Op.AT_MOST, String.valueOf(limit)));
  }

  private List<Trait> prefers(Item item) {
    List<Trait> traits = new ArrayList<>();
    add(traits, item, "colour", "in colour ", "颜色");
    add(traits, item, "material", "made of ", "材质");
    String features = item.attributes().getOrDefault("features", "");
    if (!features.isBlank()) {
      String first = features.split(language == Language.ZH ? "，" : ", ")[0];
      traits.add(
          new Trait(
              (language == Language.ZH ? "带有" : "with ") + first,
              Filter.test("features", Op.EQUAL, first)));
    }
    return draws.choose(traits, Math.min(2, traits.size()));
  }

  private void add(List<Trait> traits, Item item, String field, String english, String chinese) {
    String value = item.attributes().getOrDefault(field, "");
    if (!value.isBlank()) {
      traits.add(
          new Trait(
              (language == Language.ZH ? chinese : english) + value,
              Filter.test(field, Op.EQUAL, value)));
    }
  }

  /** A brand of the same shelf that is not the item's, for half of the customers. */
  private List<Trait> avoids(Item item) {
    String own = item.attributes().getOrDefault("brand", "");
    List<String> brands = new ArrayList<>();
    for (int row = 0; row < catalog.size(); row++) {
      Item other = catalog.item(row);
      String brand = other.attributes().getOrDefault("brand", "");
      boolean near = other.leafCategory().equals(item.leafCategory());
      if (near && !brand.isBlank() && !brand.equals(own) && !brands.contains(brand)) {
        brands.add(brand);
      }
    }
    if (brands.isEmpty() || draws.below(2) == 0) {
      return List.of();
    }
    String brand = brands.get(draws.below(brands.size()));
    return List.of(
        new Trait(
            (language == Language.ZH ? "品牌" : "brand ") + brand,
            Filter.test("brand", Op.EQUAL, brand)));
  }
}
