package io.llmrec.core;

import static io.llmrec.core.Fakes.answer;
import static io.llmrec.core.Fakes.catalog;
import static io.llmrec.core.Fakes.found;
import static io.llmrec.core.Fakes.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.StageTrace.Outcome;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.RecommendationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request with a deadline is answered in time, whatever its stages do. */
@Timeout(30)
class DeadlineTest {

  private static final Duration DEADLINE = Duration.ofMillis(400);

  @TempDir Path folder;

  private final PipelineBuilder recipe = Pipeline.over(catalog(9));
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void letStubbornStagesEnd() {
    release.countDown();
  }

  /** Hangs until it is interrupted, as a blocking call to a server does. */
  private <T> T hang() {
    try {
      new CountDownLatch(1).await();
      throw new IllegalStateException("cannot be");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Hangs and does not care for interrupts, as a call into native code does. */
  private <T> T hangStubbornly() {
    while (true) {
      try {
        release.await();
        throw new IllegalStateException("released");
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }
  }

  private RecommendationRequest.Builder inTime() {
    return Fakes.request().within(DEADLINE);
  }

  private RecommendationResult ask() {
    return answer(recipe, inTime(), folder);
  }

  private void assertGivenUp(RecommendationResult result, String stage) throws Exception {
    assertEquals(Outcome.DEGRADED, trace(result, stage).outcome());
    assertEquals("gave no answer before the request's time was up", trace(result, stage).reason());
    assertTrue(result.elapsed().compareTo(DEADLINE) >= 0);
    assertTrue(result.elapsed().compareTo(Duration.ofSeconds(5)) < 0, "late: " + result.elapsed());
    assertTrue(interrupted.await(10, TimeUnit.SECONDS), "the stage was not interrupted");
  }

  @Test
  void givesUpARecallerThatHangs() throws Exception {
    recipe.recall("good", found("i1")).recall("hangs", context -> hang());

    RecommendationResult result = ask();

    assertEquals(List.of("i1"), result.ids());
    assertGivenUp(result, "hangs");
  }

  @Test
  void keepsWhatOtherRecallersFindWhenTheFirstHangs() throws Exception {
    recipe.recall("hangs", context -> hang()).recall("good", found("i1"));

    RecommendationResult result = ask();

    assertEquals(List.of("i1"), result.ids());
    assertGivenUp(result, "hangs");
    assertEquals(
        List.of("hangs", "good"), result.stages().stream().map(StageTrace::stage).toList());
  }

  @Test
  void givesUpARankerThatHangs() throws Exception {
    recipe.recall(found("i1", "i2")).rank("hangs", (context, candidates) -> hang(), 1);

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2"), result.ids());
    assertGivenUp(result, "hangs");
  }

  @Test
  void givesUpAReRankerThatHangsAndSkipsWhatComesAfterIt() throws Exception {
    recipe
        .recall(found("i1", "i2"))
        .reRank("hangs", (context, candidates) -> hang(), 5)
        .rank("late", (context, candidates) -> new double[candidates.size()], 1);

    RecommendationResult result = ask();

    assertEquals(List.of("i1", "i2"), result.ids());
    assertGivenUp(result, "hangs");
    assertEquals(Outcome.SKIPPED, trace(result, "late").outcome());
    assertEquals("no time was left", trace(result, "late").reason());
    assertEquals(2, trace(result, "late").out());
  }

  @Test
  void strictlyFailsWhenTheTimeIsUp() {
    recipe.recall("hangs", context -> hang()).onFailure(FailurePolicy.STRICT);

    assertEquals(
        "hangs: gave no answer before the request's time was up",
        assertThrows(StageException.class, this::ask).getMessage());
  }

  @Test
  void answersEvenWhenAStageIgnoresInterrupts() throws Exception {
    recipe.recall(found("i1")).reRank("hangs", (context, candidates) -> hangStubbornly(), 5);

    assertGivenUp(ask(), "hangs");
  }

  @Test
  void skipsStagesWhenAllThreadsHang() {
    recipe
        .recall("hangs", context -> hangStubbornly())
        .recall("good", found("i1"))
        .maxConcurrentStages(1);

    try (Recommender recommender = recipe.build().prepare(folder, Progress.none())) {
      recommender.recommend(inTime().build());
      RecommendationResult second = recommender.recommend(inTime().build());
      assertEquals(Outcome.SKIPPED, trace(second, "hangs").outcome());
      assertEquals(
          "all 1 stage threads are busy with stages that do not end",
          trace(second, "hangs").reason());
    }
  }

  @Test
  void neverSkipsAStageOfASingleRequestForWantOfThreads() {
    recipe
        .recall(found("i1", "i2"))
        .recall(found("i2", "i1"))
        .rank((context, candidates) -> new double[] {1, 2})
        .reRank((context, candidates) -> candidates, 2)
        .maxConcurrentStages(1);
    RecommendationRequest request = Fakes.request().within(Duration.ofMinutes(1)).build();

    try (Recommender recommender = recipe.build().prepare(folder, Progress.none())) {
      for (int i = 0; i < 2000; i++) {
        RecommendationResult result = recommender.recommend(request);
        assertTrue(!result.degraded(), () -> result.stages().toString());
      }
    }
  }

  @Test
  void doesNotTakeTheResultOfAStageThatWasGivenUp() throws Exception {
    recipe
        .recall(found("i1", "i2"))
        .reRank(
            "slow",
            (context, candidates) -> {
              try {
                return hang();
              } catch (IllegalStateException e) {
                return List.of(candidates.get(1), candidates.get(0));
              }
            },
            2);

    RecommendationResult result = ask();

    assertGivenUp(result, "slow");
    assertEquals(List.of("i1", "i2"), result.ids());
  }

  @Test
  void answersAndStaysInterruptedWhenTheRequestItselfIsInterrupted() {
    recipe.recall("one", context -> hang()).recall("two", found("i1"));

    try (Recommender recommender = recipe.build().prepare(folder, Progress.none())) {
      Thread.currentThread().interrupt();
      RecommendationResult result = recommender.recommend(inTime().build());
      assertTrue(Thread.interrupted(), "the host must still see the interrupt");
      assertEquals("the request's thread was interrupted", trace(result, "one").reason());
    }
  }

  @Test
  void runsOnTheRequestsOwnThreadWithoutDeadline() {
    String own = Thread.currentThread().getName();
    recipe.recall(
        context ->
            List.of(
                Candidate.of(context.prepared().catalog().find("i1"), 1)
                    .because(List.of(Thread.currentThread().getName()))));
    recipe.explain((candidate, catalog) -> new Reason(candidate.because().get(0), List.of()));

    assertEquals(own, answer(recipe, Fakes.request(), folder).items().get(0).reason().text());
    assertTrue(ask().items().get(0).reason().text().startsWith("llmrec-stage-"));
  }

  @Test
  void closingInterruptsWhatStillRuns() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    recipe.recall(
        "hangs",
        context -> {
          started.countDown();
          return hang();
        });
    Recommender recommender = recipe.build().prepare(folder, Progress.none());
    CompletableFuture<RecommendationResult> answer =
        CompletableFuture.supplyAsync(
            () -> recommender.recommend(Fakes.request().within(Duration.ofHours(1)).build()));
    assertTrue(started.await(20, TimeUnit.SECONDS));

    recommender.close();

    assertEquals("interrupted", trace(answer.get(20, TimeUnit.SECONDS), "hangs").reason());
  }
}
