package io.llmrec.examples.chat;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.baseline.Baselines;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.Provenance;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.StreamingLanguageModel;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.user.Interaction;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.examples.Console;
import io.llmrec.examples.ShopCassette;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatOptions;
import io.llmrec.prompt.chat.ChatRecommender;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import io.llmrec.prompt.chat.filter.FieldSource;
import io.llmrec.prompt.chat.filter.FieldType;
import io.llmrec.prompt.enrich.TitleCleaner;
import io.llmrec.prompt.http.OpenAiChatModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something to talk about: a recommender over a catalog, with the fields that a model may ask for.
 *
 * @param recommender prepared
 * @param catalog of its items
 * @param language that is spoken
 */
record ChatWorld(Recommender recommender, ChatCatalog catalog, Language language)
    implements AutoCloseable {

  private static final int RECALLED = 200;

  /**
   * The sample shop's items in one language, under the titles of its cassette.
   *
   * @param notes what sellers add to their items, by the item's id
   */
  static ChatWorld shop(
      SampleShop shop, Language language, Map<String, String> notes, Path workspace) {
    List<Item> items =
        shop.catalog().stream()
            .filter(item -> language.code().equals(item.attributes().get("language")))
            .toList();
    List<Interaction> log = of(items, shop.interactions());
    ItemText title = ItemText.firstOf(ItemText.attribute("clean_title"), ItemText.title());
    Pipeline pipeline =
        Pipeline.over(Catalog.of(items))
            .enrich("clean_title", TitleCleaner.of(ShopCassette.open()).allowingOmissions())
            .enrich("note", added(notes))
            .encodeFitted(LexicalEncoder.trainer(ItemText.join(title, ItemText.categories())))
            .recall(Recaller.nearest(RECALLED))
            .recall(Recaller.itemToItem(log, RECALLED))
            .recall(Recaller.popular(log, Duration.ofDays(30), RECALLED))
            .build();
    List<FieldSource> fields =
        List.of(
            FieldSource.title(),
            FieldSource.categories(),
            FieldSource.attribute("price", FieldType.NUMBER),
            FieldSource.attribute("brand", FieldType.KEYWORD),
            FieldSource.attribute("colour", FieldType.KEYWORD),
            FieldSource.attribute("material", FieldType.KEYWORD),
            FieldSource.attributeList("features", language == Language.ZH ? "，" : ", "));
    return prepare(pipeline, workspace, fields, log, language);
  }

  /** A step of the pipeline that adds texts. */
  private static Summarizer added(Map<String, String> notes) {
    Provenance seller = new Provenance("seller", "none", "none", Instant.EPOCH);
    return items ->
        items.stream()
            .map(item -> Optional.ofNullable(notes.get(item.id())))
            .map(note -> note.map(text -> new Enrichment(text, seller)))
            .toList();
  }

  /** The films of MovieLens-1M, with year and director, and ratings of 4 and 5 stars. */
  static ChatWorld films(List<Item> films, List<Interaction> liked, Path workspace) {
    Pipeline pipeline =
        Pipeline.over(Catalog.of(films))
            .encodeFitted(
                LexicalEncoder.trainer(ItemText.join(ItemText.title(), ItemText.categories())))
            .recall(Recaller.nearest(RECALLED))
            .recall(Recaller.popular(liked, Duration.ofDays(365), RECALLED))
            .build();
    List<FieldSource> fields =
        List.of(
            FieldSource.title(),
            FieldSource.categories(),
            FieldSource.attribute("year", FieldType.NUMBER),
            FieldSource.attribute("director", FieldType.KEYWORD));
    return prepare(pipeline, workspace, fields, liked, Language.EN);
  }

  private static ChatWorld prepare(
      Pipeline pipeline,
      Path workspace,
      List<FieldSource> fields,
      List<Interaction> log,
      Language language) {
    Recommender recommender = Console.prepare(pipeline, workspace, Progress.none());
    ChatCatalog catalog =
        ChatCatalog.builder(recommender.prepared().catalog())
            .fields(fields)
            .popularity(Baselines.popular(log))
            .build();
    return new ChatWorld(recommender, catalog, language);
  }

  private static List<Interaction> of(List<Item> items, List<Interaction> log) {
    Set<String> ids = items.stream().map(Item::id).collect(Collectors.toSet());
    return new ArrayList<>(log.stream().filter(event -> ids.contains(event.itemId())).toList());
  }

  /** A chat over it. */
  ChatRecommender chat(LanguageModel model) {
    ChatRecommender.Builder builder = ChatRecommender.builder(recommender, model).catalog(catalog);
    if (model instanceof StreamingLanguageModel streaming) {
      builder.streaming(streaming);
    }
    return builder.build();
  }

  /** A chat that does not depend on the clock: answers whole, a fixed time of day, no hurry. */
  ChatRecommender reproducibleChat(LanguageModel model) {
    return ChatRecommender.builder(recommender, model)
        .catalog(catalog)
        .clock(Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC))
        .options(ChatOptions.DEFAULT.withTime(Duration.ofHours(1)))
        .build();
  }

  /** A page about it, over a live model, or over rules where there is none. */
  PageChat page(Optional<OpenAiChatModel> live) {
    if (live.isPresent()) {
      return new PageChat(chat(live.get()), catalog, live.get().toString());
    }
    String told =
        language == Language.ZH
            ? "没有语言模型：由规则代替。设置 LLMREC_BASE_URL 和 LLMREC_MODEL 即可使用真实模型。"
            : "No language model: rules stand in for one. Set LLMREC_BASE_URL and LLMREC_MODEL for"
                + " a live one.";
    return new PageChat(chat(new RuleModel()), catalog, told);
  }

  @Override
  public void close() {
    recommender.close();
  }
}
