package io.llmrec.core;

import static io.llmrec.core.Fakes.answer;
import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.rank.Ranker;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a recipe refuses, and how it names its stages. */
class PipelineBuilderTest {

  @TempDir Path folder;

  private final PipelineBuilder recipe = Pipeline.over(catalog(3));

  /** A named class of a host's own. */
  private record TwoTowerRanker() implements Ranker {

    @Override
    public double[] score(StageContext context, List<Candidate> candidates) {
      return new double[candidates.size()];
    }
  }

  /** A host's class whose name does not end in the kind of stage it is. */
  private record Backwards() implements ReRanker {

    @Override
    public List<Candidate> rerank(StageContext context, List<Candidate> candidates) {
      List<Candidate> order = new ArrayList<>(candidates);
      Collections.reverse(order);
      return order;
    }
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  private List<String> names(PipelineBuilder builder) {
    return answer(builder, Fakes.request(), folder).stages().stream()
        .map(StageTrace::stage)
        .toList();
  }

  @Test
  void refusesARecipeWithoutRecaller() {
    assertEquals(
        "a pipeline needs at least 1 recaller: add .recall(Recaller.nearest(200)) or the like",
        refusal(recipe::build));
  }

  @Test
  void refusesASecondEncoder() {
    recipe.encode(new Fakes.Encoder());

    assertEquals(
        "a pipeline has one encoder, this is the second",
        refusal(() -> recipe.encode(new Fakes.Encoder())));
    assertEquals(
        "a pipeline has one encoder, this is the second",
        refusal(() -> recipe.encodeFitted(all -> new Fakes.Encoder())));
  }

  @Test
  void refusesTwoEnrichmentsOfOneName() {
    recipe.enrich(new Fakes.Writer());

    assertEquals(
        "two enrichments write the attribute 'summary'",
        refusal(() -> recipe.enrich("summary", new Fakes.Writer())));
  }

  @Test
  void refusesBlankNames() {
    assertEquals(
        "attribute of an enrichment must not be blank",
        refusal(() -> recipe.enrich(" ", new Fakes.Writer())));
    assertEquals(
        "name of a stage must not be blank", refusal(() -> recipe.recall("", found("i0"))));
    assertEquals(
        "name of a stage must not be blank",
        refusal(() -> recipe.rank(" ", new TwoTowerRanker(), 1)));
    assertEquals(
        "name of a stage must not be blank",
        refusal(() -> recipe.reRank("\t", new Backwards(), 1)));
  }

  @Test
  void refusesCountsBelowOne() {
    assertEquals(
        "keep must be at least 1, was 0", refusal(() -> recipe.rank(new TwoTowerRanker(), 0)));
    assertEquals(
        "top must be at least 1, was -1", refusal(() -> recipe.reRank(new Backwards(), -1)));
    assertEquals(
        "maxConcurrentStages must be at least 1, was 0",
        refusal(() -> recipe.maxConcurrentStages(0)));
  }

  @Test
  void refusesARecallerThatNeedsVectorsWithoutAnEncoder() {
    assertEquals(
        "recaller 'nearest' needs vectors: add .encode(...) or .encodeFitted(...)",
        refusal(() -> recipe.recall(Recaller.nearest(5)).build()));
  }

  @Test
  void callsAStageByItsClass() {
    assertEquals(
        List.of("nearest", "popular", "two-tower", "backwards"),
        names(
            recipe
                .encode(new Fakes.Encoder())
                .recall(Recaller.nearest(5))
                .recall(Recaller.popular(List.of(), Duration.ofDays(1), 5))
                .rank(new TwoTowerRanker())
                .reRank(new Backwards(), 5)));
  }

  @Test
  void callsALambdaByItsKind() {
    Ranker anonymous =
        new Ranker() {
          @Override
          public double[] score(StageContext context, List<Candidate> candidates) {
            return new double[candidates.size()];
          }
        };

    assertEquals(
        List.of("recall", "rank", "rank-2", "rerank"),
        names(
            recipe
                .recall(found("i0"))
                .rank((context, candidates) -> new double[candidates.size()])
                .rank(anonymous)
                .reRank((context, candidates) -> candidates, 5)));
  }

  @Test
  void numbersStagesOfOneName() {
    assertEquals(
        List.of("a", "a-2", "a-2-2", "a-3"),
        names(
            recipe
                .recall("a", found("i0"))
                .recall("a", found("i1"))
                .recall("a-2", found("i2"))
                .rank("a", new TwoTowerRanker(), 5)));
  }

  @Test
  void runsNothingBeforePreparation() {
    Fakes.Encoder encoder = new Fakes.Encoder();

    recipe.encode(encoder).recall(Fakes.broken()).build();

    assertEquals(List.of(), encoder.asked());
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aBuiltRecipeDoesNotChangeWithItsBuilder() {
    Pipeline built = recipe.recall(found("i0")).build();
    recipe.recall(found("i1"));

    try (Recommender recommender = built.prepare(folder, Progress.none())) {
      assertEquals(1, recommender.recommend(Fakes.request().build()).stages().size());
    }
  }

  @Test
  void givesTheIndexerAFolderOfItsOwn() {
    List<Path> folders = new ArrayList<>();

    recipe
        .encode(new Fakes.Encoder())
        .index(
            (vectors, own) -> {
              folders.add(own);
              assertEquals(true, Files.isDirectory(own));
              return PreparedCatalog.withoutVectors(catalog(1)).index();
            })
        .recall(found("i0"))
        .build()
        .prepare(folder, Progress.none())
        .close();

    assertEquals(folder.resolve("generation-1").resolve("index"), folders.get(0));
  }
}
