package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.Delimited;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.Rows;
import io.llmrec.core.user.Interaction;
import io.llmrec.prompt.data.JsonLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The recorded re-rankings of MovieLens-1M by Gemini: lists of four base models, the order shown
 * and the ten that the model put first. Read once; immutable afterwards.
 *
 * <p>A shown film that the user rated counts as relevant: the base models left out what they were
 * trained on, so it was held out. Films are known by their titles without the year; two of one
 * title are one.
 */
final class GeminiLists {

  private final SharedData data;
  private final Map<String, Integer> historyLengths = new HashMap<>();
  private final Map<String, Set<String>> ratedTitles = new HashMap<>();
  private final Map<String, Integer> ratersByTitle = new HashMap<>();

  GeminiLists(SharedData data) {
    this.data = data;
    Map<String, String> titles = new HashMap<>();
    for (Item film : data.films()) {
      titles.put(film.id(), withoutYear(film.title()));
    }
    for (Interaction rating : data.ratings()) {
      String title = titles.getOrDefault(rating.itemId(), "");
      if (ratedTitles.computeIfAbsent(rating.userId(), user -> new HashSet<>()).add(title)) {
        ratersByTitle.merge(title, 1, Integer::sum);
      }
    }
    JsonLines.rows(
            data.file("gemini_rerank", "movielens_history_titles.jsonl.gz"),
            RowMapping.of(
                List.of("user", "history"),
                row -> Map.entry(row.required("user"), row.list("history", "\n").size())),
            ReadOptions.utf8())
        .forEach(row -> historyLengths.put(row.getKey(), row.getValue()));
  }

  /**
   * One re-ranking.
   *
   * @param user of MovieLens-1M
   * @param historyLength how many films of the user's the prompt named
   * @param shown titles in the order shown
   * @param answered titles in the order answered
   * @param relevant whether each shown film was held out
   */
  record ReRanking(
      String user,
      int historyLength,
      List<String> shown,
      List<String> answered,
      List<Boolean> relevant) {}

  private static String withoutYear(String title) {
    return title.replaceFirst(" \\([0-9]{4}\\)$", "");
  }

  /** How many users rated a film of the title. */
  int raters(String title) {
    return ratersByTitle.getOrDefault(title, 0);
  }

  /** How many different titles were rated. */
  int titles() {
    return ratersByTitle.size();
  }

  /** How many users there are. */
  int users() {
    return ratedTitles.size();
  }

  /** All re-rankings of the lists of a base model, in the order of the file. */
  List<ReRanking> of(String base) {
    Map<String, String> titles = new LinkedHashMap<>();
    Rows.of(
            data.file("gemini_rerank", "movielens_" + base + ".titles.tsv.gz"),
            Delimited.withColumns("\t", "id", "title"),
            RowMapping.of(
                List.of("id", "title"),
                row -> Map.entry(row.required("id"), row.required("title"))),
            ReadOptions.utf8())
        .forEach(row -> titles.put(row.getKey(), row.getValue()));
    List<ReRanking> all = new ArrayList<>();
    JsonLines.rows(
            data.file("gemini_rerank", "movielens_" + base + ".jsonl.gz"),
            RowMapping.of(
                List.of("user", "shown", "reranked_top10"),
                row ->
                    reRanking(
                        row.required("user"),
                        named(titles, row.list("shown", " ")),
                        named(titles, row.list("reranked_top10", " ")))),
            ReadOptions.utf8())
        .forEach(all::add);
    return all;
  }

  /** Two answers name items that were never shown and have no title: they keep their number. */
  private static List<String> named(Map<String, String> titles, List<String> ids) {
    return ids.stream().map(id -> titles.getOrDefault(id, "untitled " + id)).toList();
  }

  private ReRanking reRanking(String user, List<String> shown, List<String> answered) {
    Set<String> rated = ratedTitles.getOrDefault(user, Set.of());
    return new ReRanking(
        user,
        historyLengths.getOrDefault(user, 0),
        shown,
        answered,
        shown.stream().map(rated::contains).toList());
  }
}
