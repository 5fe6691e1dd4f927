package io.llmrec.prompt.chat;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small shop to talk about, and a recommender over it that knows no user. */
final class Shop {

  static final List<Item> ITEMS =
      List.of(
          item("g1", "Ridgevane Gripline Gloves", "Gloves", "Ridgevane", "24.90", "black"),
          item("g2", "Stormpeak Winter Gloves", "Gloves", "Stormpeak", "39.50", "grey"),
          item("g3", "Ridgevane Summer Gloves", "Gloves", "Ridgevane", "18.00", "blue"),
          item("l1", "Lumenor Front Light", "Lights", "Lumenor", "45.00", "black"),
          item("l2", "Lumenor Rear Light", "Lights", "Lumenor", "22.00", "red"),
          item("b1", "Hollow Pine Teapot", "Teapots", "Hollow Pine", "58.00", "green"),
          item("b2", "Hollow Pine Travel Mug", "Mugs", "Hollow Pine", "16.50", "green"),
          item("z1", "云岭手冲咖啡滤杯", "咖啡", "云岭", "68", "白色"),
          item("z2", "云岭手摇磨豆机", "咖啡", "云岭", "128", "黑色"),
          item("z3", "山野保暖骑行手套", "手套", "山野", "59", "黑色"));

  private Shop() {}

  static Item item(
      String id, String title, String category, String brand, String price, String colour) {
    return Item.of(id, title)
        .withCategories("Shop", category)
        .withAttribute("brand", brand)
        .withAttribute("price", price)
        .withAttribute("colour", colour);
  }

  static Catalog catalog() {
    return Catalog.of(ITEMS);
  }

  /** Finds all that is admitted, in the order of the catalog. */
  static Recommender recommender(Path folder) {
    return recommender(folder, catalog());
  }

  static Recommender recommender(Path folder, Catalog catalog) {
    Recaller all =
        context -> {
          List<Candidate> found = new ArrayList<>();
          catalog.stream()
              .filter(context::admits)
              .forEach(item -> found.add(Candidate.of(item, -found.size())));
          return found;
        };
    return Pipeline.over(catalog).recall("all", all).build().prepare(folder, Progress.none());
  }

  static UserContext user() {
    return UserContext.cold("u1");
  }
}
