package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AdaptiveConcurrencyModelTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void failureThatMayPassHalvesTheLimit() {
    AdaptiveConcurrencyModel model = adaptive(new Models.Scripted(Models.busy()), 8);

    Models.failure(model, Models.HELLO);

    assertEquals(4, model.limit());
  }

  @Test
  void refusedPromptChangesNothing() {
    AdaptiveConcurrencyModel model = adaptive(new Models.Scripted(Models.refused()), 8);

    Models.failure(model, Models.HELLO);

    assertEquals(8, model.limit());
  }

  @Test
  void slowReplyHalvesTheLimit() {
    LanguageModel slow =
        prompt -> {
          ticker.pass(Duration.ofSeconds(61));
          return Reply.of("hi");
        };
    AdaptiveConcurrencyModel model = adaptive(slow, 8);

    model.complete(Models.HELLO);

    assertEquals(4, model.limit());
  }

  @Test
  void limitNeverFallsBelowTheLeast() {
    AdaptiveConcurrencyModel model = adaptive(new Models.Scripted(Models.busy()), 4);

    for (int i = 0; i < 5; i++) {
      Models.failure(model, Models.HELLO);
    }

    assertEquals(1, model.limit());
  }

  @Test
  void goodRepliesRaiseALimitThatIsNeeded() {
    AdaptiveConcurrencyModel model = adaptive(new Models.Scripted("hi"), 1);

    model.complete(Models.HELLO);
    assertEquals(2, model.limit());
    for (int i = 0; i < 50; i++) {
      model.complete(Models.HELLO);
    }

    assertEquals(2, model.limit(), "one caller needs no more");
  }

  @Test
  void oneBurstOfFailuresHalvesOnce() throws Exception {
    CountDownLatch all = new CountDownLatch(8);
    LanguageModel together =
        prompt -> {
          all.countDown();
          Models.await(all);
          throw Models.busy();
        };
    AdaptiveConcurrencyModel model = adaptive(together, 8);

    run(8, () -> Models.failure(model, Models.HELLO));

    assertEquals(4, model.limit());
  }

  @Test
  void neverMoreAreUnderWayThanTheLimit() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LanguageModel counting =
        prompt -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          Thread.yield();
          underWay.decrementAndGet();
          return Reply.of("hi");
        };
    ConcurrencyOptions options = new ConcurrencyOptions(3, 1, 3, Duration.ofMinutes(1));
    AdaptiveConcurrencyModel model = AdaptiveConcurrencyModel.around(counting, options);

    run(200, () -> model.complete(Models.HELLO));

    assertTrue(most.get() <= 3, "were " + most);
  }

  @Test
  void callerGivesUpAtItsDeadline() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    LanguageModel blocking =
        prompt -> {
          entered.countDown();
          Models.await(release);
          return Reply.of("hi");
        };
    AdaptiveConcurrencyModel model =
        AdaptiveConcurrencyModel.around(
            blocking, new ConcurrencyOptions(1, 1, 1, Duration.ofMinutes(1)));
    CompletableFuture<Reply> first =
        CompletableFuture.supplyAsync(() -> model.complete(Models.HELLO));
    Models.await(entered);

    LlmException e = Models.failure(model, Models.prompt("x", Duration.ofMillis(1)));

    assertEquals("1 calls are under way and none ended within PT0.001S", e.getMessage());
    assertTrue(e.retryable());
    release.countDown();
    assertEquals("hi", first.get(10, TimeUnit.SECONDS).text());
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    LanguageModel blocking =
        prompt -> {
          entered.countDown();
          Models.await(release);
          return Reply.of("hi");
        };
    AdaptiveConcurrencyModel model = adaptive(blocking, 1);
    CompletableFuture<Reply> first =
        CompletableFuture.supplyAsync(() -> model.complete(Models.HELLO));
    Models.await(entered);

    Thread.currentThread().interrupt();
    LlmException e = Models.failure(model, Models.HELLO);

    assertTrue(Thread.interrupted());
    assertFalse(e.retryable());
    release.countDown();
    first.get(10, TimeUnit.SECONDS);
  }

  @Test
  void optionsCheckThemselves() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ConcurrencyOptions(5, 1, 4, Duration.ofSeconds(1)));

    assertEquals("there must be 1 <= least <= start <= most, were 1, 5 and 4", e.getMessage());
  }

  private AdaptiveConcurrencyModel adaptive(LanguageModel inner, int start) {
    return new AdaptiveConcurrencyModel(
        inner, new ConcurrencyOptions(start, 1, 64, Duration.ofMinutes(1)), ticker);
  }

  private static void run(int times, Runnable task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(CompletableFuture.runAsync(task, threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(15, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
  }
}
