package io.llmrec.examples.movielens;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.enrich.Summarizer;
import io.llmrec.core.eval.Bootstrap;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.eval.RankingMetrics;
import io.llmrec.core.eval.Split;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.embed.lexical.LexicalOptions;
import io.llmrec.examples.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recall of the next film at 50, leave-last-out: each user's last film is to be found among all
 * films the user has not rated, from the films before it. What is chosen (half-life, dimension,
 * which model's texts) is chosen on the films before the last.
 */
final class Comparison {

  private static final int K = 50;

  /** How many each recaller gives to a fusion. */
  private static final int DEPTH = 150;

  private static final int ROUNDS = 2000;
  private static final long SEED = 2026;
  private static final int DIMENSION = 512;

  private final Catalog catalog;
  private final Split split;
  private final Path workspaces;
  private final PrintStream out;
  private final Map<String, double[]> onTest = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Comparison(Catalog catalog, Split split, Path workspaces, PrintStream out) {
    this.catalog = catalog;
    this.split = split;
    this.workspaces = workspaces;
    this.out = out;
  }

  /** Text that is added to a title: its name in the table, and who gives it. */
  record Source(String name, @Nullable Summarizer texts) {}

  /** Compares all systems and prints a table. */
  void run(Source control, List<Source> models) {
    out.printf(
        Locale.ROOT,
        "%nRecall@%d of each user's last film, %,d users, %,d films (95 %% interval over users):%n%n",
        K,
        split.test().size(),
        catalog.size());
    out.println("| system | validation | test | 95 % interval |");
    out.println("|---|---|---|---|");
    Duration halfLife = bestHalfLife();
    Recaller popular = Recaller.popular(split.train(), halfLife, DEPTH);
    Recaller together = Recaller.itemToItem(split.train(), DEPTH);
    row("popular, half-life of " + halfLife.toDays() + " days", none(), popular);
    row("lexical, titles only", none(), Recaller.nearest(K));
    row("lexical, titles + " + control.name() + " (control)", control, Recaller.nearest(K));
    Source best = models.get(0);
    double bestRecall = -1;
    for (Source model : models) {
      double recall = row("lexical, titles + " + model.name(), model, Recaller.nearest(K));
      best = recall > bestRecall ? model : best;
      bestRecall = Math.max(recall, bestRecall);
    }
    row("item-to-item", none(), together);
    String behaviour = "fused, item-to-item and popular alone";
    row(behaviour, none(), fused(none(), recallers(together, popular, false)));
    String plain = "fused, with titles + " + control.name() + " (control)";
    row(plain, control, fused(control, recallers(together, popular, true)));
    String llm = "fused, with titles + " + best.name();
    row(llm, best, fused(best, recallers(together, popular, true)));
    out.println();
    difference("lexical, titles + " + best.name(), "lexical, titles only");
    difference(
        "lexical, titles + " + best.name(), "lexical, titles + " + control.name() + " (control)");
    difference(llm, behaviour);
    difference(llm, plain);
    notes.forEach(out::println);
  }

  private static Source none() {
    return new Source("titles", null);
  }

  private static Map<String, Recaller> recallers(
      Recaller together, Recaller popular, boolean withText) {
    Map<String, Recaller> all = new LinkedHashMap<>();
    all.put("item-to-item", together);
    all.put("popular", popular);
    if (withText) {
      all.put("nearest", Recaller.nearest(DEPTH));
    }
    return all;
  }

  /** A weighted fusion whose weights are chosen on the validation films. */
  private Recaller fused(Source source, Map<String, Recaller> recallers) {
    try (Recommender recommender = recommender(source, Recaller.nearest(K))) {
      Map<String, Double> weights =
          new TunedFusion(recallers, K).choose(recommender, split.validation());
      notes.add("weights with " + source.name() + ": " + weights);
      return Recaller.union(Fusion.weighted(weights), recallers);
    }
  }

  private Duration bestHalfLife() {
    Duration best = Duration.ofDays(7);
    double bestRecall = -1;
    for (int days : new int[] {7, 30, 120, 1000}) {
      Duration halfLife = Duration.ofDays(days);
      Recaller popular = Recaller.popular(split.train(), halfLife, K);
      double recall = mean(recall(none(), popular, split.validation()));
      best = recall > bestRecall ? halfLife : best;
      bestRecall = Math.max(recall, bestRecall);
    }
    return best;
  }

  /**
   * Prints a row and returns the recall on the validation films, by which the caller may choose.
   */
  private double row(String name, Source source, Recaller recaller) {
    double validation = mean(recall(source, recaller, split.validation()));
    double[] test = recall(source, recaller, split.test());
    onTest.put(name, test);
    Interval interval = Bootstrap.mean(test, ROUNDS, SEED);
    out.printf(
        Locale.ROOT,
        "| %s | %.4f | %.4f | %.4f to %.4f |%n",
        name,
        validation,
        interval.mean(),
        interval.low(),
        interval.high());
    return validation;
  }

  private void difference(String a, String b) {
    double[] test = onTest.get(a);
    double[] other = onTest.get(b);
    if (test == null || other == null) {
      throw new IllegalStateException("no row " + a + " or " + b);
    }
    double[] differences = new double[test.length];
    Arrays.setAll(differences, i -> test[i] - other[i]);
    Interval interval = Bootstrap.mean(differences, ROUNDS, SEED);
    out.printf(
        Locale.ROOT,
        "%+.4f (%+.4f to %+.4f): %s, against %s%n",
        interval.mean(),
        interval.low(),
        interval.high(),
        a,
        b);
  }

  private double[] recall(Source source, Recaller recaller, List<EvalCase> cases) {
    try (Recommender recommender = recommender(source, recaller)) {
      return cases.stream().mapToDouble(test -> recall(recommender, test)).toArray();
    }
  }

  private static double recall(Recommender recommender, EvalCase test) {
    RecommendationRequest request =
        RecommendationRequest.forUser(test.user())
            .id(test.user().id())
            .at(test.time())
            .limit(K)
            .build();
    return RankingMetrics.recall(recommender.recommend(request).ids(), test.relevant(), K);
  }

  private Recommender recommender(Source source, Recaller recaller) {
    var pipeline = Pipeline.over(catalog).recall(recaller);
    if (source.texts() != null) {
      pipeline.enrich("text", source.texts());
    }
    pipeline.encodeFitted(
        LexicalEncoder.trainer(
            ItemText.join(ItemText.title(), ItemText.attribute("text")),
            LexicalOptions.defaults().withDimension(DIMENSION)));
    Path workspace = workspaces.resolve(source.name().replaceAll("[^A-Za-z0-9]+", "-"));
    return Console.prepare(pipeline.build(), workspace, Progress.none());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
