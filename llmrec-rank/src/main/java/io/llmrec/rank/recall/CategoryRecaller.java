package io.llmrec.rank.recall;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.StageContext;
import io.llmrec.rank.ask.GroupChoice;
import io.llmrec.rank.ask.QuestionOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** See {@link LlmRecaller#categories}. */
final class CategoryRecaller implements Recaller {

  /** The most categories that one prompt shows. */
  static final int MAX_SHOWN = 200;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id);

  private final GroupChoice choice;
  private final List<String> categories;
  private final Recaller within;
  private final int limit;

  CategoryRecaller(
      LanguageModel model,
      Catalog catalog,
      Recaller within,
      int count,
      int limit,
      QuestionOptions options) {
    this.categories = frequent(catalog);
    this.choice = new GroupChoice("categories", model, count, options);
    this.within = within;
    this.limit = limit;
  }

  /** The most frequent categories, equal ones by name. */
  private static List<String> frequent(Catalog catalog) {
    Map<String, Integer> counts = new HashMap<>();
    catalog.stream()
        .forEach(item -> item.categories().forEach(name -> counts.merge(name, 1, Integer::sum)));
    if (counts.isEmpty()) {
      throw new IllegalArgumentException(
          "recall by category needs items with categories, the catalog has none");
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_SHOWN)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<Integer> chosen = choice.choose(context, categories);
    Map<String, Candidate> first = new LinkedHashMap<>();
    Map<String, Double> scores = new HashMap<>();
    for (int place = 0; place < chosen.size(); place++) {
      List<Candidate> found = within.recall(narrowed(context, categories.get(chosen.get(place))));
      for (int i = 0; i < found.size(); i++) {
        Candidate candidate = found.get(i);
        first.putIfAbsent(candidate.id(), candidate);
        scores.merge(candidate.id(), 1.0 / (place + i + 2), Double::sum);
      }
    }
    List<Candidate> all = new ArrayList<>();
    first.forEach((id, one) -> all.add(one.withScore(scores.getOrDefault(id, 0.0))));
    return all.stream().sorted(BEST_FIRST).limit(limit).toList();
  }

  private static StageContext narrowed(StageContext context, String category) {
    return new StageContext(
        context.request(),
        context.prepared(),
        context.budget(),
        item -> context.admits(item) && item.categories().contains(category));
  }

  @Override
  public String toString() {
    return "categories(of %d, %s)".formatted(categories.size(), choice);
  }
}
