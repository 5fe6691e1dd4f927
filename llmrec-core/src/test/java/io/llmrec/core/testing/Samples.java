package io.llmrec.core.testing;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.Indexer;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small shop in English and Chinese, one of its customers, and a request: enough to call any
 * stage.
 */
public final class Samples {

  /** The moment of the sample request. */
  public static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  private static final int DIMENSION = 16;

  private Samples() {}

  /** Sixteen items in four categories. */
  public static List<Item> items() {
    List<Item> items = new ArrayList<>();
    add(items, "Cycling", "Gloves", "Half-finger cycling gloves", "Winter cycling gloves");
    add(items, "Cycling", "Lights", "Front bike light 800 lm", "Rear bike light, USB");
    add(items, "Kitchen", "Coffee", "Pour-over coffee dripper", "Hand coffee grinder");
    add(items, "Kitchen", "Tea", "Cast-iron teapot 0.6 l", "Green tea, spring harvest");
    add(items, "骑行", "手套", "半指骑行手套 减震", "冬季保暖骑行手套");
    add(items, "骑行", "车灯", "山地车前灯 强光", "自行车尾灯 充电");
    add(items, "厨房", "咖啡", "手冲咖啡滤杯", "手摇磨豆机");
    add(items, "厨房", "茶", "紫砂茶壶 200毫升", "明前龙井绿茶");
    return items;
  }

  private static void add(List<Item> items, String top, String leaf, String... titles) {
    for (String title : titles) {
      items.add(
          Item.of("item-" + items.size(), title)
              .withCategories(top, leaf)
              .withAttribute("brand", "Sample"));
    }
  }

  /** The items as a catalog. */
  public static Catalog catalog() {
    return Catalog.of(items());
  }

  /** The catalog with random but fixed vectors and an exact index. */
  public static PreparedCatalog prepared() {
    Catalog catalog = catalog();
    SplittableRandom random = new SplittableRandom(7);
    List<String> ids = new ArrayList<>();
    List<Embedding> vectors = new ArrayList<>();
    catalog.stream()
        .forEach(
            item -> {
              ids.add(item.id());
              vectors.add(randomEmbedding(random, DIMENSION));
            });
    VectorTable table = VectorTable.of(ids, vectors);
    return new PreparedCatalog(catalog, table, Indexer.exact().index(table, Path.of("unused")));
  }

  /** A vector of a random direction. */
  public static Embedding randomEmbedding(SplittableRandom random, int dimension) {
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return Embedding.of(values);
  }

  /** A user with a history of three items of the catalog. */
  public static UserContext user() {
    return UserContext.of(
        "user-1",
        List.of(
            Interaction.view("user-1", "item-0", NOW.minusSeconds(3000)),
            Interaction.view("user-1", "item-4", NOW.minusSeconds(2000)),
            Interaction.view("user-1", "item-8", NOW.minusSeconds(1000))));
  }

  /** A request of the sample user for five items, named so that it repeats itself. */
  public static RecommendationRequest request() {
    return RecommendationRequest.forUser(user()).id("sample").limit(5).at(NOW).build();
  }

  /** What a stage gets to see of the sample request. */
  public static StageContext context() {
    return StageContext.of(request(), prepared());
  }

  /** The items that the user does not know, as candidates of falling scores. */
  public static List<Candidate> candidates() {
    StageContext context = context();
    List<Candidate> candidates = new ArrayList<>();
    for (Item item : items()) {
      if (context.admits(item)) {
        candidates.add(Candidate.of(item, 1.0 - candidates.size() * 0.05));
      }
    }
    return candidates;
  }
}
