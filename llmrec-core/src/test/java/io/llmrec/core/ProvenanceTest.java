package io.llmrec.core;

import static io.llmrec.core.Fakes.answer;
import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Fusion;
import io.llmrec.core.recall.RecallSource;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.ModelCall;
import io.llmrec.core.rerank.ReRanker;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer tells about how it came to be. */
class ProvenanceTest {

  @TempDir Path folder;

  private final PipelineBuilder recipe = Pipeline.over(catalog(9));

  /** The later an item's number, the higher its score. */
  private static final Ranker BY_NUMBER =
      (context, candidates) ->
          candidates.stream().mapToDouble(c -> Integer.parseInt(c.id().substring(1))).toArray();

  private static final ReRanker BACKWARDS =
      (context, candidates) -> {
        List<Candidate> order = new ArrayList<>(candidates);
        Collections.reverse(order);
        return order;
      };

  private RecommendationResult ask() {
    return answer(recipe, Fakes.request(), folder);
  }

  @Test
  void namesEveryRecallerThatFoundAnItem() {
    recipe.recall("one", found("i1", "i2")).recall("two", found("i2", "i3"));

    List<Recommendation> items = ask().items();

    assertEquals("i2", items.get(0).item().id());
    assertEquals(
        List.of(new RecallSource("one", 2, 0.9), new RecallSource("two", 1, 1.0)),
        items.get(0).sources());
    assertEquals(1.0 / 62 + 1.0 / 61, items.get(0).score(), 1e-15);
    assertEquals(List.of(new RecallSource("one", 1, 1.0)), items.get(1).sources());
  }

  @Test
  void keepsTheScoresOfTheOnlyRecallerThatFoundAnything() {
    recipe.recall("none", context -> List.of()).recall("one", found("i1", "i2"));

    Recommendation first = ask().items().get(0);

    assertEquals(1.0, first.score());
    assertEquals(List.of(new RecallSource("one", 1, 1.0)), first.sources());
  }

  @Test
  void namesTheSourcesInsideAUnionToo() {
    recipe.recall(
        "all", Recaller.union(Fusion.reciprocalRank(), Map.of("inner", found("i4", "i5"))));

    assertEquals(
        List.of(new RecallSource("inner", 2, 0.9), new RecallSource("all", 2, 1.0 / 62)),
        ask().items().get(1).sources());
  }

  @Test
  void tellsWhereEachStagePutAnItem() {
    recipe
        .recall(found("i1", "i2", "i3", "i4"))
        .rank("number", BY_NUMBER, 3)
        .reRank("backwards", BACKWARDS, 2);

    RecommendationResult result = ask();

    assertEquals(List.of("i3", "i4", "i2"), result.ids());
    assertEquals(
        List.of(new StagePlace("number", 2, 3.0), new StagePlace("backwards", 1, null)),
        result.items().get(0).places());
    assertEquals(List.of(new StagePlace("number", 3, 2.0)), result.items().get(2).places());
    assertEquals(3.0, result.items().get(0).score(), "the last score an item was given");
    assertEquals(List.of(1, 2, 3), result.items().stream().map(Recommendation::rank).toList());
  }

  @Test
  void tracesAllStagesInTheirOrder() {
    recipe
        .recall("a", found("i1", "i2", "i3"))
        .recall("b", found("i3", "i4"))
        .rank("c", BY_NUMBER, 3)
        .reRank("d", BACKWARDS, 2);

    RecommendationResult result = ask();

    assertEquals(
        List.of("a RAN 9>3", "b RAN 9>2", "c RAN 4>3", "d RAN 2>2"),
        result.stages().stream()
            .map(t -> t.stage() + " " + t.outcome() + " " + t.in() + ">" + t.out())
            .toList());
    assertTrue(result.stages().stream().allMatch(t -> t.reason().isEmpty()));
    assertTrue(result.stages().stream().noneMatch(t -> t.elapsed().isNegative()));
    assertFalse(result.degraded());
    assertEquals("r", result.requestId());
  }

  @Test
  void tracesModelCallsAndCounts() {
    ModelCall call = new ModelCall("m-1", "hash", 100, 20, new BigDecimal("0.5"), false);
    List<Long> left = new ArrayList<>();
    recipe
        .recall(found("i1"))
        .reRank(
            "llm",
            (context, candidates) -> {
              context.report(call);
              context.count("invented", 2);
              context.count("invented", 1);
              return candidates;
            },
            5)
        .reRank(
            "next",
            (context, candidates) -> {
              left.add(context.budget().tokensLeft());
              return candidates;
            },
            5);

    RecommendationResult result =
        answer(recipe, Fakes.request().within(Budget.unlimited().withTokens(1000)), folder);

    assertEquals(List.of(call), trace(result, "llm").modelCalls());
    assertEquals(Map.of("invented", 3L), trace(result, "llm").counts());
    assertEquals(List.of(), trace(result, "next").modelCalls());
    assertEquals(List.of(880L), left, "what one stage spends the next has no more");
  }

  @Test
  void tellsTheReasonAndTheFactsItRestsOn() {
    recipe.recall(
        "similar",
        context ->
            found("i3").recall(context).stream().map(c -> c.because(List.of("i1", "i2"))).toList());

    Reason reason = ask().items().get(0).reason();

    assertEquals("Because you chose “Item 1” and “Item 2”", reason.text());
    assertEquals(
        List.of("history: i1 Item 1", "history: i2 Item 2", "similar: rank 1, score 1.0000"),
        reason.facts());
  }

  @Test
  void aStageCanSayThatItDidLess() {
    recipe
        .recall(found("i1", "i2"))
        .reRank(
            "llm",
            (context, candidates) -> {
              context.degrade("only half of the replies came");
              context.degrade("a later reason");
              return List.of(candidates.get(1), candidates.get(0));
            },
            5);

    RecommendationResult result = ask();

    assertEquals(Outcome.DEGRADED, trace(result, "llm").outcome());
    assertEquals("only half of the replies came", trace(result, "llm").reason());
    assertEquals(List.of("i2", "i1"), result.ids(), "what it did still counts");
    assertTrue(result.degraded());
  }

  @Test
  void breaksTiesById() {
    recipe
        .recall(found("i5", "i3", "i8", "i1"))
        .rank((context, candidates) -> new double[] {1, 1, 2, 1}, 3);

    assertEquals(List.of("i8", "i1", "i3"), ask().ids());
  }

  @Test
  void anOrderOfMinusZeroAndZeroIsATie() {
    recipe.recall(found("i5", "i3")).rank((context, candidates) -> new double[] {0.0, -0.0});

    assertEquals(List.of("i3", "i5"), ask().ids());
  }

  @Test
  void givesNoMoreThanIsAskedFor() {
    recipe.recall(found("i1", "i2", "i3"));

    assertEquals(List.of("i1", "i2"), answer(recipe, Fakes.request().limit(2), folder).ids());
  }

  @Test
  void takesTheItemOfTheCatalogWhateverTheRecallerHolds() {
    List<String> titles = new ArrayList<>();
    Recaller stale = context -> List.of(Candidate.of(Item.of("i1", "A title of yesterday"), 1));
    recipe
        .enrich(new Fakes.Writer())
        .recall(stale)
        .rank(
            (context, candidates) -> {
              Item item = candidates.get(0).item();
              titles.add(item.title() + " / " + item.attributes().get("summary"));
              return new double[] {1};
            });

    ask();

    assertEquals(List.of("Item 1 / About Item 1"), titles);
  }
}
