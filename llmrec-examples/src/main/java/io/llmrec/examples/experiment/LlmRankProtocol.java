package io.llmrec.examples.experiment;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.EvalCase;
import io.llmrec.core.eval.Metric;
import io.llmrec.core.eval.RandomRow;
import io.llmrec.core.eval.Splits;
import io.llmrec.examples.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The protocol of LLMRank (Hou et al., "Large language models are zero-shot rankers for recommender
 * systems", 2024) without a language model: each user's last item is to be found among itself and
 * 19 others. The rows that every language model must beat, beside those that were published.
 *
 * <p>{@code LlmRankProtocol [folder with the data] [folder to work in]}; the first may also be the
 * system property {@code llmrec.shared}.
 */
public final class LlmRankProtocol {

  private static final int CANDIDATES = 20;
  private static final int[] KS = {1, 5, 10, 20};
  private static final int HISTORY = 50;
  private static final String TABLE = "Hou et al. 2024, Table 2";

  private static final String CAUSES =
      "Causes of a difference: which interactions a model learned from and with which settings"
          + " (here all but each user's last two, and the defaults of llmrec), and the random"
          + " candidates. BM25 is another matter: the published code (llmrank/model/bm25.py)"
          + " appends the titles of the history to its query letter by letter, so that only words"
          + " of one letter and signs can match; here the query is the words of the titles.";

  private LlmRankProtocol() {}

  /** Runs it. */
  public static void main(String[] args) {
    PrintStream out = Console.out();
    Path work = args.length > 1 ? Path.of(args[1]) : Console.workspace("experiments");
    SharedData shared = SharedData.of(args);
    DataSet films = new DataSet("MovieLens-1M", Catalog.of(shared.films()), shared.ratings());
    DataSet games = shared.games();
    onFilms(ofFile("llmrank-ml-1m", films, shared.candidates("ml-1m.random")))
        .run(work.resolve("llmrank-ml-1m"), out);
    onFilms(ofAll(films)).run(work.resolve("llmrank-ml-1m-all"), out);
    onGames(ofFile("llmrank-games", games, shared.candidates("Games.random")))
        .run(work.resolve("llmrank-games"), out);
  }

  /** The users of a published file, with its candidates. */
  static Experiment ofFile(String name, DataSet data, Map<String, List<String>> lists) {
    String given = "the relevant item and the first 19 others of the published random list";
    return base(name, data)
        .about(
            "LLMRank protocol, " + data.name(),
            "The 200 users and the random candidates that were published with the paper.",
            "The published table is of more users than these: its NDCG@1 values are no multiples"
                + " of 1/200. So a published value is a draw of the same protocol over other"
                + " users, and a value within the interval agrees with it.",
            CAUSES)
        .cases(
            "those of the %d users of the list".formatted(lists.size()),
            cases -> only(cases, lists.keySet()))
        .candidates(Candidates.given(given, lists, CANDIDATES - 1));
  }

  /** All users, with candidates drawn here. */
  static Experiment ofAll(DataSet data) {
    List<String> items = data.catalog().stream().map(Item::id).toList();
    return base("llmrank-ml-1m-all", data)
        .about(
            "LLMRank protocol, %s, all users".formatted(data.name()),
            "As in the paper's full variant all users are asked; the 19 others are drawn here,"
                + " evenly from all items, so that the intervals are narrow enough to tell a"
                + " difference from the published values.",
            CAUSES)
        .candidates(
            Candidates.drawn(
                "the relevant item and 19 others, drawn evenly from all items",
                items,
                CANDIDATES - 1));
  }

  private static List<EvalCase> only(List<EvalCase> cases, Set<String> users) {
    return cases.stream().filter(one -> users.contains(one.user().id())).toList();
  }

  private static Experiment base(String name, DataSet data) {
    return Experiment.named(name)
        .data(data)
        .split("leave-last-out: each user's last item", Splits::leaveLastOut)
        .metrics(Metric.ndcg(1), Metric.ndcg(5), Metric.ndcg(10), Metric.ndcg(20))
        .primary("ndcg@10")
        .aggregates(Aggregate.popularity(1))
        .curve("NDCG@k", Metric::ndcg, 1, 2, 3, 5, 7, 10, 15, 20)
        .inHundredths()
        .reference(
            new Reference("random, exact", "every order equally likely", "random", randomValues()))
        .system(TestedSystem.of("random", "", Plain.random()).withSeeds(20))
        .system("Pop", "", Plain.popular())
        .system(
            TestedSystem.of(
                    "BPR",
                    "64 factors, 50 epochs, rate 0.05, regularization 0.01",
                    Plain.bpr(50, 0.05, 0.01))
                .withSeeds(5))
        .system(
            "BM25",
            "titles of the latest %d items".formatted(HISTORY),
            Plain.bm25(data.catalog(), HISTORY))
        .baseline("Pop");
  }

  /** What a random order scores. */
  private static Map<String, Double> randomValues() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int k : KS) {
      values.put("ndcg@" + k, RandomRow.ndcg(CANDIDATES, k));
    }
    return values;
  }

  static Experiment onFilms(Experiment experiment) {
    return experiment
        .reference(published("Pop", "Pop", PublishedRows.FILMS, "pop"))
        .reference(published("BPRMF", "BPR", PublishedRows.FILMS, "bpr"))
        .reference(published("BM25", "BM25", PublishedRows.FILMS, "bm25"))
        .reference(published("SASRec", "", PublishedRows.FILMS, "sasrec"))
        .reference(published("LLM, in-context", "", 21.77, 39.59, 45.83, 51.62));
  }

  static Experiment onGames(Experiment experiment) {
    return experiment
        .reference(published("Pop", "Pop", PublishedRows.GAMES, "pop"))
        .reference(published("BPRMF", "BPR", PublishedRows.GAMES, "bpr"))
        .reference(published("BM25", "BM25", PublishedRows.GAMES, "bm25"))
        .reference(published("SASRec", "", PublishedRows.GAMES, "sasrec"))
        .reference(published("LLM, in-context", "", 33.95, 48.44, 53.10, 58.92));
  }

  /** The row of a model in Table 2. */
  private static Reference published(
      String name, String beside, List<PublishedRows.Row> rows, String list) {
    double[] values =
        rows.stream()
            .filter(row -> !row.recalled() && row.list().equals(list))
            .flatMap(row -> row.values().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return published(name, beside, values);
  }

  /** A published row, NDCG times 100 at 1, 5, 10 and 20. */
  private static Reference published(String name, String beside, double... values) {
    Map<String, Double> byMetric = new LinkedHashMap<>();
    for (int i = 0; i < KS.length; i++) {
      byMetric.put("ndcg@" + KS[i], values[i] / 100);
    }
    return new Reference(name + ", published", TABLE, beside, byMetric);
  }
}
