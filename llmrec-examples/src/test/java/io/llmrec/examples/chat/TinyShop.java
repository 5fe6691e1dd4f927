package io.llmrec.examples.chat;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.user.Interaction;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.FieldSource;
import io.llmrec.prompt.chat.filter.FieldType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A shop of four items, whose names and facts hold markup. */
final class TinyShop {

  static final String SCRIPT = "<script>window.hacked = 1</script> Rain Jacket";

  private static final List<Item> ITEMS =
      List.of(
          item("a", SCRIPT, "Jackets", "30", "<img src=x onerror='window.hacked = 2'>"),
          item("b", "Misty Harbour Rain Jacket", "Jackets", "80", "navy"),
          item("c", "Quiet Kettle", "Kettles", "25", "red"),
          item("d", "Morning Kettle", "Kettles", "45", "blue"));

  private TinyShop() {}

  private static Item item(String id, String title, String shelf, String price, String colour) {
    return Item.of(id, title)
        .withCategories(shelf)
        .withAttribute("price", price)
        .withAttribute("currency", "USD")
        .withAttribute("colour", colour);
  }

  /** A page about it in both languages. */
  static Map<Language, PageChat> pages(LanguageModel model, Path folder) {
    ChatWorld world = world(folder, Language.EN);
    PageChat page = new PageChat(world.chat(model), world.catalog(), "a model for tests");
    return Map.of(Language.EN, page, Language.ZH, page);
  }

  /** A recommender over it. */
  static ChatWorld world(Path folder, Language language) {
    List<Interaction> log =
        ITEMS.stream().map(item -> Interaction.view("u", item.id(), Instant.EPOCH)).toList();
    Pipeline pipeline =
        Pipeline.over(Catalog.of(ITEMS))
            .encodeFitted(LexicalEncoder.trainer(ItemText.title()))
            .recall(Recaller.nearest(10))
            .recall(Recaller.popular(log, Duration.ofDays(1), 10))
            .build();
    var recommender = pipeline.prepare(folder.resolve("workspace"), Progress.none());
    ChatCatalog catalog =
        ChatCatalog.builder(recommender.prepared().catalog())
            .fields(
                List.of(
                    FieldSource.title(),
                    FieldSource.categories(),
                    FieldSource.attribute("price", FieldType.NUMBER),
                    FieldSource.attribute("colour", FieldType.KEYWORD)))
            .build();
    return new ChatWorld(recommender, catalog, language);
  }
}
