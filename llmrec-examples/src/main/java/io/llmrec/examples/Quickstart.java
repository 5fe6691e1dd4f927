package io.llmrec.examples;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommendation;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.StagePlace;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.RecallSource;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.rule.Rule;
import io.llmrec.core.user.UserContext;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.cassette.CassetteModel;
import io.llmrec.prompt.enrich.LlmSummarizer;
import io.llmrec.prompt.enrich.TitleCleaner;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.rank.diversity.DiversityReRanker;
import io.llmrec.rank.llm.LlmReRanker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The whole flow on the sample shop: an LLM cleans titles and writes summaries, they are encoded
 * and indexed; then for three customers recall, rank, LLM re-rank, diversity and rules, each with
 * its scores, reason and trace.
 *
 * <p>Answers come from a cassette that was written for this shop; with {@code LLMREC_BASE_URL},
 * {@code LLMREC_MODEL} and, where needed, {@code LLMREC_API_KEY} set, from that live model instead.
 */
public final class Quickstart {

  /** The moment of the requests: the log ends here. */
  static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

  private Quickstart() {}

  /** Runs it. */
  public static void main(String[] args) {
    PrintStream out = Console.out();
    Optional<OpenAiChatModel> live = Endpoint.fromEnvironment(System.getenv());
    if (live.isPresent()) {
      out.println("Language model: live, " + live.get());
      run(live.get(), Console.workspace("quickstart-live"), out);
    } else {
      CassetteModel cassette = ShopCassette.open();
      out.println("Language model: none; replies from a cassette (" + cassette.note() + ")");
      out.println(
          "Set LLMREC_BASE_URL, LLMREC_MODEL and LLMREC_API_KEY to ask a live model instead.");
      run(cassette, Console.workspace("quickstart"), out);
    }
  }

  static void run(LanguageModel model, Path workspace, PrintStream out) {
    SampleShop shop = SampleShop.load();
    out.printf(
        Locale.ROOT,
        "Sample shop: %,d items, %,d interactions of %,d customers%n%n",
        shop.catalog().size(),
        shop.interactions().size(),
        shop.customers().size());
    long start = System.nanoTime();
    try (Recommender recommender =
        Console.prepare(pipeline(shop, model), workspace, Progress.printTo(out))) {
      out.printf(
          Locale.ROOT, "prepared in %.1f s in %s%n", (System.nanoTime() - start) * 1e-9, workspace);
      for (RecommendationRequest request : requests(shop)) {
        print(request, recommender, out);
      }
    }
  }

  /** The recipe. */
  public static Pipeline pipeline(SampleShop shop, LanguageModel model) {
    ItemText title = ItemText.firstOf(ItemText.attribute("clean_title"), ItemText.title());
    ItemText text = ItemText.join(title, ItemText.categories(), ItemText.attribute("summary"));
    return Pipeline.over(shop.catalog())
        .enrich("clean_title", TitleCleaner.of(model).allowingOmissions())
        .enrich("summary", LlmSummarizer.of(model))
        .encodeFitted(LexicalEncoder.trainer(text))
        .index(JVectorIndexer.defaults())
        .recall(Recaller.nearest(100))
        .recall(Recaller.itemToItem(shop.interactions(), 100))
        .recall(Recaller.popular(shop.interactions(), Duration.ofDays(7), 50))
        .rank(new PriceFitRanker(shop.catalog().stream().toList()))
        .reRank("llm", LlmReRanker.listwise(model), 20)
        .reRank("mmr", DiversityReRanker.mmr(0.7), 20)
        .rule(Rule.cap(Item::leafCategory, 3))
        .build();
  }

  /**
   * A customer who reads English, one who reads Chinese, and a new one; named, so that they repeat
   * themselves.
   */
  static List<RecommendationRequest> requests(SampleShop shop) {
    List<RecommendationRequest> requests = new ArrayList<>();
    for (String customer : ShopCassette.CUSTOMERS) {
      UserContext user = shop.userAt(customer, NOW);
      requests.add(
          RecommendationRequest.forUser(user)
              .id("quickstart-" + customer)
              .at(NOW)
              .limit(6)
              .build());
    }
    requests.add(
        RecommendationRequest.forUser(UserContext.cold("somebody-new"))
            .id("quickstart-new")
            .at(NOW)
            .limit(4)
            .build());
    return requests;
  }

  private static void print(
      RecommendationRequest request, Recommender recommender, PrintStream out) {
    UserContext user = request.user();
    out.printf("%n== %s, history of %d events", user.id(), user.history().size());
    for (String seen : user.recentItems(3)) {
      out.printf("%n   looked at: %s", title(seen, recommender));
    }
    out.println();
    RecommendationResult result = recommender.recommend(request);
    for (Recommendation item : result.items()) {
      print(item, recommender, out);
    }
    out.printf(Locale.ROOT, "   stages (%.1f ms):%n", result.elapsed().toNanos() * 1e-6);
    Console.printTrace(result, out);
  }

  private static void print(Recommendation item, Recommender recommender, PrintStream out) {
    String clean = title(item.item().id(), recommender);
    out.printf("%2d  %s%n", item.rank(), clean);
    if (!clean.equals(item.item().title())) {
      out.printf("      listed as: %s%n", Console.cut(item.item().title(), 90));
    }
    Enrichment summary = recommender.enrichments(item.item().id()).get("summary");
    if (summary != null) {
      out.printf("      summary:   %s%n", summary.text());
    }
    out.printf("      scores:    %s%n", scores(item));
    out.printf("      reason:    %s%n", item.reason().text());
  }

  private static String scores(Recommendation item) {
    List<String> parts = new ArrayList<>();
    for (RecallSource source : item.sources()) {
      parts.add(
          String.format(
              Locale.ROOT, "%s #%d (%.3f)", source.recaller(), source.rank(), source.score()));
    }
    for (StagePlace place : item.places()) {
      parts.add(
          place.score() == null
              ? place.stage() + " #" + place.rank()
              : String.format(
                  Locale.ROOT, "%s #%d (%.4f)", place.stage(), place.rank(), place.score()));
    }
    return String.join(", ", parts);
  }

  private static String title(String itemId, Recommender recommender) {
    Item item = recommender.prepared().catalog().find(itemId);
    return item == null ? itemId : item.attributes().getOrDefault("clean_title", item.title());
  }
}
