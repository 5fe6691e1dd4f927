package io.llmrec.examples.movielens;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommendation;
import io.llmrec.core.RecommendationResult;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.catalog.ItemText;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Split;
import io.llmrec.core.eval.Splits;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.user.Interaction;
import io.llmrec.embed.jvector.JVectorIndexer;
import io.llmrec.embed.lexical.LexicalEncoder;
import io.llmrec.examples.Console;
import io.llmrec.examples.movielens.Comparison.Source;
import io.llmrec.rank.diversity.DiversityReRanker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The whole flow on MovieLens-1M: recorded texts of a language model as enrichment, encoding,
 * index, recall, diversity, requests of a thousand users, and a comparison of recallers with and
 * without the texts.
 *
 * <p>{@code MovieLensQuickstart <folder> [users]}; the folder holds {@code movies.dat}, the ratings
 * and {@code items_llm.jsonl.gz}.
 */
public final class MovieLensQuickstart {

  private static final long SEED = 2026;

  private MovieLensQuickstart() {}

  /** Runs it. */
  public static void main(String[] args) {
    PrintStream out = Console.out();
    if (args.length < 1 || args.length > 2) {
      out.println("usage: MovieLensQuickstart <folder with MovieLens-1M> [users, 1000 by default]");
      return;
    }
    int users = args.length == 2 ? Integer.parseInt(args[1]) : 1000;
    run(new MovieLensFolder(Path.of(args[0])), users, Console.workspace("movielens"), out);
  }

  static void run(MovieLensFolder folder, int users, Path workspaces, PrintStream out) {
    Catalog films = Catalog.of(folder.films());
    List<Interaction> ratings = folder.ratings();
    Split split = sample(Splits.leaveLastOut(ratings), users);
    out.printf(
        Locale.ROOT,
        "%,d films, %,d ratings, %,d users asked%n",
        films.size(),
        ratings.size(),
        users);
    answer(films, folder, split, workspaces.resolve("flow"), out);
    new Comparison(films, split, workspaces, out)
        .run(
            new Source("film metadata", new RecordedTexts("film database", folder.metadata())),
            List.of(
                source(folder, "GPT-3.5 summary (19 words)", "gpt35_summary_agent4rec"),
                source(folder, "ChatGPT description (23 words)", "chatgpt_desc_yulan"),
                source(folder, "DeepSeek profile (159 words)", "deepseek_profile_colakg"),
                source(folder, "Qwen-Max profile (169 words)", "qwenmax_profile_gear")));
  }

  private static Source source(MovieLensFolder folder, String name, String field) {
    return new Source(name, new RecordedTexts(field, folder.recordedTexts(field)));
  }

  /** The same users for validation and test. */
  private static Split sample(Split all, int users) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < all.test().size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, new Random(SEED));
    List<Integer> chosen = places.subList(0, Math.min(users, places.size()));
    return new Split(
        all.train(),
        chosen.stream().map(all.validation()::get).toList(),
        chosen.stream().map(all.test()::get).toList());
  }

  private static void answer(
      Catalog films, MovieLensFolder folder, Split split, Path workspace, PrintStream out) {
    String field = "deepseek_profile_colakg";
    Pipeline pipeline =
        Pipeline.over(films)
            .enrich(new RecordedTexts("deepseek-chat, recorded", folder.recordedTexts(field)))
            .encodeFitted(
                LexicalEncoder.trainer(
                    ItemText.join(ItemText.title(), ItemText.attribute("summary"))))
            .index(JVectorIndexer.defaults())
            .recall(Recaller.nearest(100))
            .recall(Recaller.itemToItem(split.train(), 100))
            .recall(Recaller.popular(split.train(), Duration.ofDays(30), 50))
            .reRank(DiversityReRanker.mmr(0.7), 50)
            .build();
    long start = System.nanoTime();
    try (Recommender recommender = Console.prepare(pipeline, workspace, Progress.printTo(out))) {
      out.printf(
          Locale.ROOT,
          "prepared %,d films in %.1f s in %s%n",
          films.size(),
          (System.nanoTime() - start) * 1e-9,
          workspace);
      showEnrichment(recommender, films.stream().findFirst().orElseThrow(), out);
      requests(recommender, split.test(), out);
    }
  }

  private static void showEnrichment(Recommender recommender, Item film, PrintStream out) {
    Enrichment text = recommender.enrichments(film.id()).get("summary");
    if (text != null) {
      out.printf(
          "%nthe text in use for “%s”, by %s:%n  %s%n",
          film.title(), text.provenance().model(), Console.cut(text.text(), 300));
    }
  }

  private static void requests(Recommender recommender, List<EvalCase> cases, PrintStream out) {
    long[] nanos = new long[cases.size()];
    for (int i = 0; i < cases.size(); i++) {
      EvalCase one = cases.get(i);
      RecommendationRequest request =
          RecommendationRequest.forUser(one.user())
              .id(one.user().id())
              .at(one.time())
              .limit(10)
              .build();
      RecommendationResult result = recommender.recommend(request);
      nanos[i] = result.elapsed().toNanos();
      if (i == 0) {
        show(one, result, out);
      }
    }
    Arrays.sort(nanos);
    out.printf(
        Locale.ROOT,
        "%nanswered %,d users; milliseconds a request: %.2f median, %.2f at 95 %%, %.2f at 99 %%%n",
        nanos.length,
        nanos[nanos.length / 2] * 1e-6,
        nanos[nanos.length * 95 / 100] * 1e-6,
        nanos[nanos.length * 99 / 100] * 1e-6);
  }

  private static void show(EvalCase one, RecommendationResult result, PrintStream out) {
    out.printf(
        "%nuser %s, %d films rated before; the next one was film %s%n",
        one.user().id(), one.user().history().size(), one.relevant());
    for (Recommendation item : result.items()) {
      out.printf(
          Locale.ROOT,
          "%3d  %-46s %s%n",
          item.rank(),
          Console.cut(item.item().title(), 46),
          Console.cut(item.reason().text(), 90));
    }
    Console.printTrace(result, out);
  }
}
