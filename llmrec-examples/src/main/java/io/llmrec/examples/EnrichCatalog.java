package io.llmrec.examples;

import io.llmrec.core.Progress;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.batch.BestFirst;
import io.llmrec.prompt.batch.EnrichedItem;
import io.llmrec.prompt.batch.EnrichmentJob;
import io.llmrec.prompt.batch.EnrichmentPriority;
import io.llmrec.prompt.batch.JobEstimate;
import io.llmrec.prompt.batch.JobOptions;
import io.llmrec.prompt.batch.JobReport;
import io.llmrec.prompt.batch.PriorityWeights;
import io.llmrec.prompt.batch.TrafficSignals;
import io.llmrec.prompt.enrich.TitleCleaner;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.prompt.safety.Redactor;
import io.llmrec.prompt.wrap.BudgetLimits;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Cleans the titles of the sample shop as a job that can be stopped: what it would cost; a first
 * run that is stopped half-way; a second one that goes on; and what came of it. Run it again, and
 * nothing is left to do.
 *
 * <p>Answers come from the sample shop's cassette; with {@code LLMREC_BASE_URL}, {@code
 * LLMREC_MODEL} and, where needed, {@code LLMREC_API_KEY} set, from that live model instead. The
 * price is made up.
 */
public final class EnrichCatalog {

  private static final TokenPrice PRICE = TokenPrice.perMillion("0.15", "0.60");
  private static final BigDecimal MOST_MONEY = new BigDecimal("5");
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final double HEAD = 0.05;
  private static final int SHOWN = 5;

  private EnrichCatalog() {}

  /** Runs it. */
  public static void main(String[] args) {
    PrintStream out = Console.out();
    Optional<OpenAiChatModel> live = Endpoint.fromEnvironment(System.getenv());
    if (live.isPresent()) {
      run(live.get(), live.get().toString(), Console.workspace("enrich-catalog-live"), out);
    } else {
      run(ShopCassette.open(), "cassette", Console.workspace("enrich-catalog"), out);
    }
  }

  static void run(LanguageModel model, String modelName, Path folder, PrintStream out) {
    SampleShop shop = SampleShop.load();
    Catalog catalog = shop.catalog();
    BestFirst items = mostNeedyFirst(shop);
    AtomicReference<@Nullable EnrichmentJob> stopHalfWay = new AtomicReference<>();
    Progress progress = Progress.printTo(out);
    try (EnrichmentJob job =
        EnrichmentJob.builder(
                folder, told -> TitleCleaner.of(told).allowingOmissions(), model, modelName)
            .options(JobOptions.DEFAULT.withBudget(BudgetLimits.NONE.withMoney(MOST_MONEY, PRICE)))
            .redactor(Redactor.standard())
            .progress(
                update -> {
                  progress.update(update);
                  EnrichmentJob stopped = stopHalfWay.get();
                  if (stopped != null && update.done() >= update.total() / 2) {
                    stopped.stop();
                  }
                })
            .build()) {
      print(job.estimate(items, CALL), out);
      stopHalfWay.set(job);
      print("first run", job.run(items, items.size()), out);
      stopHalfWay.set(null);
      print("second run", job.run(items, items.size()), out);
      printTexts(job, catalog, out);
      job.forEachDeadLetter(
          letter -> out.printf("no title for %s: %s%n", letter.itemId(), letter.reason()));
    }
  }

  /** The items of which least is known, and that are seen most, before the others. */
  private static BestFirst mostNeedyFirst(SampleShop shop) {
    EnrichmentPriority priority =
        EnrichmentPriority.weighted(
            PriorityWeights.EQUAL, TrafficSignals.of(shop.interactions(), HEAD));
    Catalog catalog = shop.catalog();
    return BestFirst.of(() -> catalog.stream().iterator(), priority, catalog.size());
  }

  private static void print(JobEstimate estimate, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d of %,d items to ask about: at most %,d tokens and %s, %d s at %d s a call%n",
        estimate.toAsk(),
        estimate.items(),
        estimate.most().tokens(),
        estimate.most().money().toPlainString(),
        estimate.time().toSeconds(),
        CALL.toSeconds());
    if (!estimate.sample().isEmpty()) {
      out.println("for example: " + Console.cut(estimate.sample().get(0).text(), 300));
    }
  }

  private static void print(String run, JobReport report, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s: %s, %,d enriched, %,d dead, %,d kept from before, %,d tokens in %.1f s%n",
        run,
        report.outcome(),
        report.counts().enriched(),
        report.counts().dead(),
        report.counts().kept() + report.counts().keptDead(),
        report.spent().tokens(),
        report.elapsed().toNanos() * 1e-9);
  }

  private static void printTexts(EnrichmentJob job, Catalog catalog, PrintStream out) {
    for (Item item : catalog.stream().limit(SHOWN).toList()) {
      String clean =
          job.find(item).map(EnrichedItem::enrichment).map(text -> text.text()).orElse("-");
      out.printf("%s%n    %s%n", Console.cut(item.title(), 90), clean);
    }
  }
}
