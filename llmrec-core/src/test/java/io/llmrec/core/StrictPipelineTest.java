package io.llmrec.core;

import static io.llmrec.core.Fakes.answer;
import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.rerank.ReRanker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strict pipeline answers in full or fails, and names the stage. */
class StrictPipelineTest {

  @TempDir Path folder;

  private final PipelineBuilder recipe = Pipeline.over(catalog(9)).onFailure(FailurePolicy.STRICT);

  private RecommendationResult ask() {
    return answer(recipe, Fakes.request(), folder);
  }

  private StageException failure() {
    return assertThrows(StageException.class, this::ask);
  }

  private void ranker(Ranker ranker) {
    recipe.recall(found("i1", "i2", "i3")).rank("bad", ranker, 2);
  }

  private void reRanker(ReRanker reRanker) {
    recipe.recall(found("i1", "i2", "i3", "i4")).reRank("bad", reRanker, 3);
  }

  @Test
  void failsWithTheStage() {
    RuntimeException cause = new IllegalStateException("model gone");
    ranker(
        (context, candidates) -> {
          throw cause;
        });

    StageException thrown = failure();

    assertEquals("bad: model gone", thrown.getMessage());
    assertEquals("bad", thrown.stage());
    assertSame(cause, thrown.getCause());
  }

  @Test
  void failsOnABrokenContract() {
    ranker((context, candidates) -> new double[] {1, Double.NaN, 2});

    assertEquals("bad: contract broken: the score of 'i2' is NaN", failure().getMessage());
  }

  @Test
  void failsOnDroppedCandidates() {
    recipe.recall("bad", found("i1", "dream"));

    assertEquals(
        "bad: contract broken: 1 of 2 candidates were unknown, not admitted or repeated and were dropped",
        failure().getMessage());
  }

  @Test
  void failsWhenAStageSaysThatItDidLess() {
    reRanker(
        (context, candidates) -> {
          context.degrade("no answer");
          return candidates;
        });

    assertEquals("bad: no answer", failure().getMessage());
  }

  @Test
  void doesNotDisturbStagesThatWork() {
    recipe.recall(found("i1", "i2"));

    assertEquals(List.of("i1", "i2"), ask().ids());
  }
}
