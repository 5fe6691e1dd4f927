package io.llmrec.core.eval;

import static io.llmrec.core.eval.Events.at;
import static io.llmrec.core.eval.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

  private static final Catalog CATALOG =
      Catalog.of(List.of(Item.of("a", "A"), Item.of("b", "B"), Item.of("c", "C")));

  private static final List<EvalCase> CASES =
      List.of(asked("u", "a"), asked("v", "b"), asked("w", "c"));

  private static EvalCase asked(String user, String... relevant) {
    return new EvalCase(
        UserContext.of(user, List.of(at(user, "seen", 1))), Set.of(relevant), Events.time(9));
  }

  @Test
  void measuresEveryCaseInOrder() {
    EvalReport report =
        Evaluation.of(CASES, List.of(Metric.hitRate(1), Metric.reciprocalRank(3)))
            .run((asked, k) -> List.of("a", "b", "c"));

    assertArrayEquals(new double[] {1, 0, 0}, report.perCase("hr@1"));
    assertArrayEquals(new double[] {1, 1.0 / 2, 1.0 / 3}, report.perCase("mrr@3"));
    assertEquals(1.0 / 3, report.mean("hr@1"), 1e-12);
    assertEquals(Set.of("hr@1", "mrr@3"), report.metrics());
    assertTrue(report.flaws().none());
  }

  @Test
  void asksForTheLongestListAndCutsWhatIsLonger() {
    Set<Integer> asked = ConcurrentHashMap.newKeySet();

    EvalReport report =
        Evaluation.of(CASES, List.of(Metric.recall(1), Metric.recall(2)))
            .run(
                (one, k) -> {
                  asked.add(k);
                  return List.of("a", "b", "c");
                });

    assertEquals(Set.of(2), asked);
    assertEquals(List.of("a", "b"), report.lists().get(0));
  }

  @Test
  void countsWhatIsWrongWithLists() {
    EvalReport report =
        Evaluation.of(CASES, List.of(Metric.recall(4)))
            .withCatalog(CATALOG)
            .run(
                (asked, k) ->
                    asked.user().id().equals("u") ? List.of() : List.of("b", "b", "gone", "c"));

    assertEquals(new ListFlaws(1, 2, 2, 0), report.flaws());
    assertArrayEquals(new double[] {0, 1, 1}, report.perCase("recall@4"));
  }

  @Test
  void casesWithoutRelevantItemsAreCountedAndLeftOutOfMeans() {
    List<EvalCase> cases = List.of(asked("u", "a"), asked("v"));

    EvalReport report =
        Evaluation.of(cases, List.of(Metric.hitRate(1))).run((asked, k) -> List.of("a"));

    assertArrayEquals(new double[] {1, Double.NaN}, report.perCase("hr@1"));
    assertEquals(1, report.mean("hr@1"));
    assertEquals(1, report.withoutRelevant());
    assertEquals(new Interval(1, 1, 1), report.interval("hr@1", 100, 1));
  }

  @Test
  void candidatesWithoutAScoreComeLastAndAreCounted() {
    SampledCandidates candidates =
        SampledCandidates.draw(CASES, List.of("a", "b", "c"), List.of(), 2, 1);

    EvalReport report =
        Evaluation.of(CASES, List.of(Metric.recall(3)))
            .run(
                (asked, ids) ->
                    ids.stream()
                        .mapToDouble(id -> id.equals("a") ? Double.NaN : -id.charAt(0))
                        .toArray(),
                candidates);

    assertEquals(List.of("b", "c", "a"), report.lists().get(0));
    assertEquals(3, report.flaws().badScores());
  }

  @Test
  void threadsDoNotChangeTheReport() {
    List<EvalCase> many =
        IntStream.range(0, 200).mapToObj(i -> asked("user-" + i, "item-" + i % 7)).toList();
    Recommend system =
        (asked, k) -> List.of("item-" + asked.user().id().length(), "item-1", "item-2");

    EvalReport one = Evaluation.of(many, Metric.standard(2)).withThreads(1).run(system);
    EvalReport four = Evaluation.of(many, Metric.standard(2)).withThreads(4).run(system);

    assertEquals(one.lists(), four.lists());
    assertArrayEquals(one.perCase("ndcg@2"), four.perCase("ndcg@2"));
    assertEquals(one.toString(), four.toString());
  }

  @Test
  void tellsHowFarItIs() {
    List<Long> done = new ArrayList<>();

    Evaluation.of(CASES, List.of(Metric.recall(1)))
        .withProgress(update -> done.add(update.done()))
        .run((asked, k) -> List.of());

    assertEquals(List.of(1L, 2L, 3L), done);
  }

  @Test
  void namesTheCaseOnWhichASystemFails() {
    Evaluation evaluation = Evaluation.of(CASES, List.of(Metric.recall(1)));

    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                evaluation.run(
                    (asked, k) -> {
                      if (asked.user().id().equals("v")) {
                        throw new IllegalStateException("no index");
                      }
                      return List.of();
                    }));

    assertEquals(
        "the system failed on case 'v@2026-01-01T00:00:09Z': no index", failure.getMessage());
  }

  @Test
  void comparesSystemsOnTheSameCases() {
    Evaluation evaluation = Evaluation.of(CASES, List.of(Metric.hitRate(3)));
    EvalReport good = evaluation.run((asked, k) -> List.of("a", "b", "c"));
    EvalReport bad = evaluation.run((asked, k) -> List.of());
    EvalReport other =
        Evaluation.of(CASES.subList(0, 2), List.of(Metric.hitRate(3))).run((asked, k) -> List.of());

    assertEquals(new Interval(1, 1, 1), good.compare(bad, "hr@3", 100, 1).difference());
    assertRefused(
        "systems must be compared on the same cases, were 3 and 2 different ones",
        () -> good.compare(other, "hr@3", 100, 1));
    assertRefused("metric must be one of [hr@3], was 'hr@5'", () -> good.mean("hr@5"));
  }

  @Test
  void noCasesGiveAnEmptyReport() {
    EvalReport report =
        Evaluation.of(List.of(), List.of(Metric.recall(1))).run((asked, k) -> List.of());

    assertEquals(Double.NaN, report.mean("recall@1"));
    assertEquals(
        """
        0 cases, 0 without a relevant item, ListFlaws[emptyLists=0, unknownItems=0, \
        repeatedItems=0, badScores=0]
        recall@1 NaN""",
        report.toString());
  }

  @Test
  void refusesMetricsOfTheSameName() {
    assertRefused(
        "metrics must have different names, 'recall@1' is there twice",
        () -> Evaluation.of(CASES, List.of(Metric.recall(1), Metric.recall(1))));
    assertRefused(
        "the number of metrics must be at least 1, was 0", () -> Evaluation.of(CASES, List.of()));
    assertRefused(
        "threads must be at least 1, was 0",
        () -> Evaluation.of(CASES, List.of(Metric.recall(1))).withThreads(0));
  }

  @Test
  void asksARecommenderAtTheTimeOfTheCase(@TempDir Path folder) {
    List<RecommendationRequest> requests = new ArrayList<>();
    Pipeline pipeline =
        Pipeline.over(CATALOG)
            .recall(context -> CATALOG.stream().map(item -> Candidate.of(item, 0)).toList())
            .listener((request, result) -> requests.add(request))
            .build();

    try (Recommender recommender = pipeline.prepare(folder, Progress.none())) {
      EvalReport report =
          Evaluation.of(CASES.subList(1, 2), List.of(Metric.recall(2)))
              .run(Recommend.with(recommender));

      assertEquals(List.of("a", "b"), report.lists().get(0));
      assertEquals(Events.time(9), requests.get(0).time());
      assertEquals("v@2026-01-01T00:00:09Z", requests.get(0).id());
      assertEquals(2, requests.get(0).limit());
    }
  }

  @Test
  void asksARankerAndAReRanker() {
    PreparedCatalog prepared = PreparedCatalog.withoutVectors(CATALOG);
    List<String> ids = List.of("c", "gone", "a", "b");
    Ranker byName =
        (context, list) -> list.stream().mapToDouble(one -> one.id().charAt(0)).toArray();
    ReRanker reversed =
        (context, list) -> {
          List<Candidate> order = new ArrayList<>(list);
          Collections.reverse(order);
          return order;
        };

    assertArrayEquals(
        new double[] {'c', Double.NaN, 'a', 'b'},
        CandidateScorer.ofRanker(byName, prepared).score(CASES.get(0), ids));
    assertArrayEquals(
        new double[] {0, Double.NaN, 1, 2},
        CandidateScorer.ofReRanker(reversed, prepared).score(CASES.get(0), ids));
  }

  @Test
  void everyMetricIsTheFunctionOfItsName() {
    List<String> list = List.of("x", "b", "y", "d");
    EvalCase asked = asked("u", "b", "d", "e");

    for (Metric metric :
        List.of(
            Metric.recall(4),
            Metric.precision(4),
            Metric.hitRate(4),
            Metric.ndcg(4), //
            Metric.reciprocalRank(4),
            Metric.averagePrecision(4))) {
      double expected =
          switch (metric.name()) {
            case "recall@4" -> 2.0 / 3;
            case "precision@4", "mrr@4" -> 0.5;
            case "hr@4" -> 1;
            case "map@4" -> 1.0 / 3;
            default -> RankingMetrics.ndcg(list, asked.relevant(), 4);
          };
      assertEquals(expected, metric.measure().of(list, asked, 4), 1e-12, metric.name());
    }
  }
}
