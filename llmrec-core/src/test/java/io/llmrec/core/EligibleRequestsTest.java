package io.llmrec.core;

import static io.llmrec.core.Fakes.found;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.recall.Recaller;
import io.llmrec.core.request.Eligibility;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.testing.Samples;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole requests on the sample shop: who sees what, one by one and at once. */
class EligibleRequestsTest {

  @TempDir static Path folder;

  private final Recommender recommender =
      Pipeline.over(Samples.catalog())
          .encode(new Fakes.NamedEncoder("sample"))
          .recall(
              "personal",
              Recaller.firstNonEmpty(
                  Recaller.nearest(16),
                  Recaller.popular(events("item-9", "item-9", "item-3"), Duration.ofDays(1), 5)))
          .rank((context, candidates) -> candidates.stream().mapToDouble(c -> c.score()).toArray())
          .build()
          .prepare(folder, Progress.none());

  private static List<Interaction> events(String... itemIds) {
    return Stream.of(itemIds).map(id -> Interaction.view("somebody", id, Samples.NOW)).toList();
  }

  @AfterEach
  void close() {
    recommender.close();
  }

  private List<String> ids(RecommendationRequest.Builder request) {
    return recommender.recommend(request.limit(16).build()).ids().stream().sorted().toList();
  }

  private static RecommendationRequest.Builder request() {
    return RecommendationRequest.forUser(Samples.user()).id("r").at(Samples.NOW);
  }

  @Test
  void leavesOutWhatTheUserHasSeen() {
    List<String> ids = ids(request());

    assertEquals(13, ids.size());
    assertEquals(
        List.of(), ids.stream().filter(List.of("item-0", "item-4", "item-8")::contains).toList());
  }

  @Test
  void showsWhatTheUserHasSeenWhenAsked() {
    assertEquals(16, ids(request().allowSeen()).size());
  }

  @Test
  void narrowsByAllConditions() {
    Eligibility cycling = Eligibility.inCategory("Cycling");
    Eligibility lights = Eligibility.of(item -> item.leafCategory().equals("Lights"));

    assertEquals(List.of("item-1", "item-2", "item-3"), ids(request().eligible(cycling)));
    assertEquals(List.of("item-2", "item-3"), ids(request().eligible(cycling).eligible(lights)));
    assertEquals(
        List.of("item-0", "item-1", "item-2", "item-3"),
        ids(request().eligible(cycling).allowSeen()));
    assertEquals(List.of(), ids(request().eligible(Eligibility.of(item -> false))));
  }

  @Test
  void showsANewUserWhatIsPopular() {
    RecommendationResult result =
        recommender.recommend(RecommendationRequest.forUser(UserContext.cold("new")).build());

    assertEquals(List.of("item-9", "item-3"), result.ids());
    assertEquals("personal", result.items().get(0).sources().get(0).recaller());
  }

  @Test
  void asksForTheUsersEligibilityOncePerRequest() {
    List<String> asked = new ArrayList<>();

    ids(
        request()
            .eligible(
                user -> {
                  asked.add(user.id());
                  return item -> true;
                }));

    assertEquals(List.of("user-1"), asked);
  }

  @Test
  void failsWithTheHostsOwnErrorWhenEligibilityCannotBeTold() {
    RecommendationRequest request =
        request()
            .eligible(
                user -> {
                  throw new IllegalStateException("stock is down");
                })
            .build();

    assertEquals(
        "stock is down",
        assertThrows(IllegalStateException.class, () -> recommender.recommend(request))
            .getMessage());
  }

  @Test
  void tellsTheOtherListenersWhenOneFails() {
    List<String> heard = new ArrayList<>();

    RecommendationResult result =
        Fakes.answer(
            Pipeline.over(Samples.catalog())
                .recall(found("item-1"))
                .listener(
                    (request, answer) -> {
                      throw new IllegalStateException("the log is full");
                    })
                .listener((request, answer) -> heard.add(request.id() + answer.ids())),
            request(),
            folder.resolve("other"));

    assertEquals(List.of("r" + result.ids()), heard);
  }

  @Test
  void givesEightThreadsTheSameAnswers() throws Exception {
    RecommendationRequest free = request().build();
    RecommendationRequest timed = request().within(Duration.ofMinutes(1)).build();
    List<Recommendation> expected = recommender.recommend(free).items();

    List<List<Recommendation>> answers =
        together(
            () -> {
              recommender.recommend(free);
              return recommender.recommend(timed).items();
            });

    answers.forEach(answer -> assertEquals(expected, answer));
  }

  private static <T> List<T> together(Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CyclicBarrier start = new CyclicBarrier(8);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusesRequestsAfterItWasClosed() {
    recommender.close();

    assertEquals(
        "the recommender is closed",
        assertThrows(IllegalStateException.class, () -> recommender.recommend(request().build()))
            .getMessage());
  }

  @Test
  void mayBeClosedTwice() {
    recommender.close();
    recommender.close();
  }

  @Test
  void goesOnWithoutAReasonWhenTheExplainerFails() {
    RecommendationResult result =
        Fakes.answer(
            Pipeline.over(Samples.catalog())
                .recall(found("item-1"))
                .explain(
                    (candidate, catalog) -> {
                      throw new IllegalStateException("no words");
                    }),
            request(),
            folder.resolve("other"));

    assertEquals(List.of("item-1"), result.ids());
    assertEquals(new Reason("", List.of()), result.items().get(0).reason());
  }
}
