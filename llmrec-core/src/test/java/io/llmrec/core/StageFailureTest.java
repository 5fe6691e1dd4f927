package io.llmrec.core;

import static io.llmrec.core.Fakes.answer;
import static io.llmrec.core.Fakes.broken;
import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.rerank.ReRanker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage that fails or breaks its contract costs its own work and nothing else. */
class StageFailureTest {

  @TempDir Path folder;

  private final PipelineBuilder recipe = Pipeline.over(catalog(9));

  private RecommendationResult ask() {
    return answer(recipe, Fakes.request(), folder);
  }

  private static void assertDegraded(String reason, RecommendationResult result, String stage) {
    assertEquals(Outcome.DEGRADED, trace(result, stage).outcome());
    assertEquals(reason, trace(result, stage).reason());
  }

  private void ranker(Ranker ranker) {
    recipe.recall(found("i1", "i2", "i3")).rank("bad", ranker, 2);
  }

  private void reRanker(ReRanker reRanker) {
    recipe.recall(found("i1", "i2", "i3", "i4")).reRank("bad", reRanker, 3);
  }

  @Test
  void goesOnWithoutARecallerThatFails() {
    recipe.recall("bad", broken()).recall("good", found("i1"));

    RecommendationResult result = ask();

    assertEquals(List.of("i1"), result.ids());
    assertDegraded("no connection", result, "bad");
    assertEquals(0, trace(result, "bad").out());
  }

  @Test
  void givesAnEmptyListAndAllTracesWhenEveryRecallerFails() {
    recipe
        .recall("one", broken())
        .recall("two", broken())
        .rank("rank", (context, candidates) -> new double[candidates.size()], 5);

    RecommendationResult result = ask();

    assertEquals(List.of(), result.ids());
    assertEquals(
        List.of(Outcome.DEGRADED, Outcome.DEGRADED, Outcome.RAN),
        result.stages().stream().map(StageTrace::outcome).toList());
  }

  @Test
  void fusesByReciprocalRankWhenTheHostsFusionFails() {
    recipe
        .recall("one", found("i1", "i2"))
        .recall("two", found("i2"))
        .fuse(
            lists -> {
              throw new IllegalStateException("no weights");
            });

    RecommendationResult result = ask();

    assertEquals(List.of("i2", "i1"), result.ids());
    assertDegraded("no weights", result, "fuse");
  }

  @Test
  void leavesTheOrderWhenARankerFails() {
    ranker(
        (context, candidates) -> {
          throw new IllegalStateException("model gone");
        });

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2", "i3"), result.ids());
    assertDegraded("model gone", result, "bad");
    assertEquals(List.of(), result.items().get(0).places());
    assertEquals(0.9, result.items().get(1).score());
  }

  @Test
  void leavesTheOrderWhenARankerForgetsOne() {
    ranker((context, candidates) -> new double[] {1, 2});

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2", "i3"), result.ids());
    assertDegraded("contract broken: 3 candidates in, 2 scores out", result, "bad");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void leavesTheOrderWhenAScoreIsNotFinite(double score) {
    ranker((context, candidates) -> new double[] {1, score, 2});

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2", "i3"), result.ids());
    assertDegraded("contract broken: the score of 'i2' is " + score, result, "bad");
  }

  @Test
  void leavesTheOrderWhenAReRankerInvents() {
    reRanker(
        (context, candidates) -> {
          List<Candidate> order = new ArrayList<>(candidates);
          order.set(0, Candidate.of(Item.of("dream", "A dream"), 1));
          return order;
        });

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2", "i3", "i4"), result.ids());
    assertDegraded(
        "contract broken: item 'dream' was not given, or is returned twice", result, "bad");
  }

  @Test
  void leavesTheOrderWhenAReRankerForgets() {
    reRanker((context, candidates) -> List.of(candidates.get(2)));

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2", "i3", "i4"), result.ids());
    assertDegraded("contract broken: 3 candidates in, 1 out", result, "bad");
  }

  @Test
  void leavesTheOrderWhenAReRankerRepeats() {
    reRanker(
        (context, candidates) ->
            List.of(candidates.get(1), candidates.get(1), candidates.get(0), candidates.get(2)));

    assertDegraded("contract broken: item 'i2' was not given, or is returned twice", ask(), "bad");
  }

  @Test
  void takesOnlyTheOrderFromAReRanker() {
    reRanker(
        (context, candidates) ->
            List.of(
                candidates.get(2).withScore(99).because(List.of("i9")),
                candidates.get(0),
                candidates.get(1)));

    RecommendationResult result = ask();

    assertEquals(List.of("i3", "i1", "i2", "i4"), result.ids());
    assertEquals(0.8, result.items().get(0).score());
  }

  @Test
  void doesNotLetAStageChangeTheListItIsGiven() {
    reRanker(
        (context, candidates) -> {
          candidates.clear();
          return candidates;
        });

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2", "i3", "i4"), result.ids());
    assertEquals(Outcome.DEGRADED, trace(result, "bad").outcome());
  }

  @Test
  void survivesStagesThatReturnNull() {
    recipe
        .recall("bad", context -> null)
        .recall("good", found("i1"))
        .rank("rank", (context, candidates) -> null, 5)
        .reRank("rerank", (context, candidates) -> null, 5);

    RecommendationResult result = ask();

    assertEquals(List.of("i1"), result.ids());
    assertEquals(
        List.of(Outcome.DEGRADED, Outcome.RAN, Outcome.DEGRADED, Outcome.DEGRADED),
        result.stages().stream().map(StageTrace::outcome).toList());
  }

  @Test
  void dropsAndCountsWhatARecallerMayNotFind() {
    recipe.recall("bad", found("i1", "dream", "i2", "i1", "i3"));

    RecommendationResult result =
        answer(
            recipe,
            Fakes.request().eligible(Eligibility.of(item -> !item.id().equals("i2"))),
            folder);

    assertEquals(List.of("i1", "i3"), result.ids());
    assertDegraded(
        "contract broken: 3 of 5 candidates were unknown, not admitted or repeated and were dropped",
        result,
        "bad");
    assertEquals(Map.of("dropped", 3L), trace(result, "bad").counts());
    assertEquals(2, result.items().get(1).sources().get(0).rank());
  }

  @Test
  void namesAnExceptionWithoutMessage() {
    recipe.recall(
        "bad",
        context -> {
          throw new UnsupportedOperationException();
        });

    assertDegraded("java.lang.UnsupportedOperationException", ask(), "bad");
  }

  @Test
  void doesNotHideAnErrorOfTheMachine() {
    recipe.recall(
        "bad",
        context -> {
          throw new StackOverflowError("too deep");
        });

    assertThrows(StackOverflowError.class, this::ask);
  }
}
