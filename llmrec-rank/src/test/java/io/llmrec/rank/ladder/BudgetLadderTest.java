package io.llmrec.rank.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.BudgetMeter;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.prompt.http.TokenPrice;
import io.llmrec.rank.aggregate.Aggregation;
import io.llmrec.rank.llm.ListwiseOptions;
import io.llmrec.rank.llm.LlmReRanker;
import io.llmrec.rank.llm.ModelSpeed;
import io.llmrec.rank.simulation.SimulatedModel;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetLadderTest {

  private static final List<Candidate> GIVEN = Samples.candidates();
  private static final LanguageModel MODEL =
      SimulatedModel.builder(text -> text.hashCode()).build();
  private static final ModelSpeed SPEED =
      new ModelSpeed(Duration.ofMillis(500), Duration.ZERO, Duration.ofMillis(5));
  private static final TokenPrice PRICE = TokenPrice.perMillion("1", "2");

  private static List<Candidate> backwards(List<Candidate> candidates) {
    List<Candidate> order = new ArrayList<>(candidates);
    Collections.reverse(order);
    return order;
  }

  private static Rung llm(String name, LlmReRanker reRanker) {
    return Rung.of(name, reRanker, () -> SPEED, PRICE);
  }

  private static LlmReRanker listwise() {
    return LlmReRanker.listwise(MODEL);
  }

  private static final Rung DISTILLED =
      Rung.of(
          "distilled",
          (context, candidates) -> backwards(candidates),
          RungCost.ofTime(Duration.ofMillis(1)));

  private static BudgetLadder ladder() {
    ListwiseOptions four = ListwiseOptions.DEFAULT.withMaxCandidates(4);
    return BudgetLadder.startingWith(
            llm("full", listwise().rounds(4, Aggregation.kemeny()).concurrency(1)))
        .then(llm("single", listwise()))
        .then(llm("short", LlmReRanker.listwise(MODEL, four)))
        .then(DISTILLED)
        .build();
  }

  private static StageContext within(Budget budget) {
    RecommendationRequest request =
        RecommendationRequest.forUser(Samples.user()).id("r").within(budget).build();
    // The clock stands still: estimates alone decide.
    BudgetMeter meter = new BudgetMeter(budget, () -> 0);
    return new StageContext(request, Samples.prepared(), meter, item -> true);
  }

  private static String rung(Budget budget) {
    StageContext context = within(budget);
    ladder().rerank(context, GIVEN);
    return context.counts().keySet().stream()
        .filter(name -> name.startsWith("rung."))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theBestRungThatFitsTheTimeIsTaken() {
    // 13 labels at 8 tokens of 5 ms and 500 ms a call: 1,020 ms; the short list 660 ms.
    assertEquals("rung.full", rung(Budget.unlimited()));
    assertEquals("rung.full", rung(Budget.of(Duration.ofMillis(4100))));
    assertEquals("rung.single", rung(Budget.of(Duration.ofMillis(4000))));
    assertEquals("rung.single", rung(Budget.of(Duration.ofMillis(1040))));
    assertEquals("rung.short", rung(Budget.of(Duration.ofMillis(1000))));
    assertEquals("rung.distilled", rung(Budget.of(Duration.ofMillis(600))));
    assertEquals("rung.incoming", rung(Budget.of(Duration.ofNanos(500_000))));
  }

  @Test
  void theBestRungThatFitsTokensAndMoneyIsTaken() {
    long single = listwise().estimate(within(Budget.unlimited()), GIVEN).mostTokens();

    assertEquals("rung.full", rung(Budget.unlimited().withTokens(4 * single)));
    assertEquals("rung.single", rung(Budget.unlimited().withTokens(4 * single - 1)));
    assertEquals("rung.short", rung(Budget.unlimited().withTokens(single - 1)));
    assertEquals("rung.distilled", rung(Budget.unlimited().withTokens(50)));
    BigDecimal money = listwise().estimate(within(Budget.unlimited()), GIVEN).mostMoney(PRICE);
    assertEquals("rung.single", rung(Budget.unlimited().withMoney(money)));
    assertEquals("rung.distilled", rung(Budget.unlimited().withMoney(BigDecimal.ZERO)));
  }

  @Test
  void theTraceSaysWhyNotTheRungsAbove() {
    StageContext context = within(Budget.of(Duration.ofMillis(700)).withTokens(500));

    List<Candidate> order = ladder().rerank(context, GIVEN);

    assertEquals(backwards(GIVEN), order);
    assertTrue(
        String.valueOf(context.degradation())
            .matches(
                "ladder: distilled was taken; full: about \\d+ tokens are needed, 500 are left;"
                    + " single: about \\d+ tokens are needed, 500 are left; short: .*"),
        context.degradation());
  }

  @Test
  void theFirstRungIsNoDegradation() {
    StageContext context = within(Budget.unlimited());

    ladder().rerank(context, GIVEN);

    assertNull(context.degradation());
    assertEquals(4, context.modelCalls().size());
    assertEquals(1, context.counts().get("rung.full"));
    assertEquals(4, context.counts().get("rounds"));
  }

  @Test
  void aRungThatFailsIsFollowedByTheNext() {
    LanguageModel down =
        prompt -> {
          throw LlmException.retryable("connection refused", null);
        };
    ReRanker broken =
        (context, candidates) -> {
          throw new IllegalStateException("broken");
        };
    BudgetLadder ladder =
        BudgetLadder.startingWith(llm("llm", LlmReRanker.listwise(down)))
            .then(
                new Rung("broken", broken, (context, candidates) -> RungCost.ofTime(Duration.ZERO)))
            .then(DISTILLED)
            .build();
    for (Budget budget : List.of(Budget.unlimited(), Budget.of(Duration.ofSeconds(30)))) {
      StageContext context = within(budget);

      List<Candidate> order = ladder.rerank(context, GIVEN);

      assertEquals(backwards(GIVEN), order);
      assertEquals(
          "ladder: distilled was taken; llm: listwise: the model gave no reply: connection refused;"
              + " broken: broken",
          context.degradation());
    }
  }

  @Test
  void aRungThatKeepsNoTimeoutIsLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Thread> stuck = new AtomicReference<>();
    ReRanker slow =
        (context, candidates) -> {
          stuck.set(Thread.currentThread());
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return backwards(candidates);
        };
    BudgetLadder ladder =
        BudgetLadder.startingWith(
                Rung.of("slow", slow, new RungCost(Duration.ZERO, 1, BigDecimal.ZERO, "")))
            .then(DISTILLED)
            .reserve(Duration.ofSeconds(20))
            .build();
    RecommendationRequest request =
        RecommendationRequest.forUser(Samples.user()).within(Duration.ofMillis(20_200)).build();
    StageContext context = StageContext.of(request, Samples.prepared());

    List<Candidate> order = ladder.rerank(context, GIVEN);

    assertEquals(backwards(GIVEN), order);
    assertTrue(
        String.valueOf(context.degradation())
            .matches("ladder: distilled was taken; slow: gave no answer within \\d+ ms"),
        context.degradation());
    assertTrue(stuck.get() != Thread.currentThread());
  }

  @Test
  void threadsThatDoNotComeBackAreBounded() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ReRanker stubborn =
        (context, candidates) -> {
          started.countDown();
          while (end.getCount() > 0) {
            Thread.onSpinWait();
          }
          return candidates;
        };
    BudgetLadder ladder =
        BudgetLadder.startingWith(Rung.of("stubborn", stubborn, RungCost.ofTime(Duration.ZERO)))
            .maxThreads(1)
            .reserve(Duration.ZERO)
            .build();
    RecommendationRequest request =
        RecommendationRequest.forUser(Samples.user()).within(Duration.ofMillis(50)).build();
    ladder.rerank(StageContext.of(request, Samples.prepared()), GIVEN);
    started.await();
    RecommendationRequest later =
        RecommendationRequest.forUser(Samples.user()).within(Duration.ofMinutes(5)).build();
    StageContext context = StageContext.of(later, Samples.prepared());

    List<Candidate> order = ladder.rerank(context, GIVEN);
    end.countDown();

    assertEquals(GIVEN, order);
    assertEquals(
        "ladder: incoming was taken; stubborn: all 1 threads are busy with rungs that do not end",
        context.degradation());
  }

  @Test
  void aRungThatDidAPartOfTheWorkIsKept() {
    ReRanker partly =
        (context, candidates) -> {
          context.degrade("ran out of time");
          return backwards(candidates);
        };
    StageContext context = within(Budget.unlimited());

    List<Candidate> order =
        BudgetLadder.startingWith(Rung.of("window", partly, RungCost.ofTime(Duration.ZERO)))
            .then(DISTILLED)
            .build()
            .rerank(context, GIVEN);

    assertEquals(backwards(GIVEN), order);
    assertEquals("ladder: window was taken; window: ran out of time", context.degradation());
  }

  /** A clock that the test moves. */
  private static final class Hands extends Clock {

    private Instant now = Instant.EPOCH;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void whatIsRememberedIsPlayedBackWhileItIsFresh() {
    Hands clock = new Hands();
    RankingMemory memory = new RankingMemory(10, Duration.ofHours(1), 0.5, clock);
    StageContext first = within(Budget.unlimited());
    List<Candidate> ranked = memory.remembering(listwise()).rerank(first, GIVEN);
    BudgetLadder ladder =
        BudgetLadder.startingWith(llm("single", listwise()))
            .then(Rung.cached("cached", memory))
            .build();

    StageContext poor = within(Budget.unlimited().withTokens(0));
    assertEquals(ranked, ladder.rerank(poor, GIVEN));
    assertEquals(1, poor.counts().get("rung.cached"));

    clock.now = clock.now.plus(Duration.ofMinutes(61));
    StageContext late = within(Budget.unlimited().withTokens(0));
    assertEquals(GIVEN, ladder.rerank(late, GIVEN));
    assertTrue(
        String.valueOf(late.degradation()).endsWith("; cached: no ranking of the user is kept"));
  }

  @Test
  void newCandidatesStayInTheirPlaces() {
    RankingMemory memory = new RankingMemory(10, Duration.ofHours(1), 0.5, new Hands());
    memory.keep("user-1", backwards(GIVEN.subList(0, 3)));
    List<Candidate> given = List.of(GIVEN.get(0), GIVEN.get(5), GIVEN.get(1), GIVEN.get(2));
    StageContext context = within(Budget.unlimited());

    List<Candidate> order = memory.rerank(context, given);

    assertEquals(List.of(GIVEN.get(2), GIVEN.get(5), GIVEN.get(1), GIVEN.get(0)), order);
    assertEquals(3, context.counts().get("known"));
    assertEquals(
        "the kept ranking knows 1 of 4 candidates",
        memory.cost(context, GIVEN.subList(2, 6)).obstacle());
  }

  @Test
  void degradedRankingsAreNotRemembered() {
    RankingMemory memory = new RankingMemory(1, Duration.ofHours(1), 0.5, new Hands());
    StageContext context = within(Budget.unlimited().withTokens(0));

    memory.remembering(listwise()).rerank(context, GIVEN);

    assertEquals(0, memory.size());
    assertTrue(String.valueOf(context.degradation()).startsWith("listwise: the model was not"));
    memory.keep("a", GIVEN);
    memory.keep("b", GIVEN);
    assertEquals(1, memory.size());
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertEquals(
        "rungs must have different names, 'distilled' was there twice",
        assertThrows(
                IllegalArgumentException.class,
                () -> BudgetLadder.startingWith(DISTILLED).then(DISTILLED).build())
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Rung.of(" ", (context, candidates) -> candidates, RungCost.unusable("")));
    assertThrows(IllegalArgumentException.class, () -> RungCost.ofTime(Duration.ofMillis(-1)));
    Clock clock = new Hands();
    assertThrows(
        IllegalArgumentException.class,
        () -> new RankingMemory(0, Duration.ofHours(1), 0.5, clock));
    assertThrows(
        IllegalArgumentException.class, () -> new RankingMemory(1, Duration.ZERO, 0.5, clock));
    assertThrows(
        IllegalArgumentException.class, () -> new RankingMemory(1, Duration.ofHours(1), 0, clock));
    assertThrows(
        IllegalArgumentException.class,
        () -> BudgetLadder.startingWith(DISTILLED).reserve(Duration.ofMillis(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> BudgetLadder.startingWith(DISTILLED).maxThreads(0));
  }

  @Nested
  class Contract implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      return ladder();
    }
  }

  @Nested
  class MemoryContract implements ReRankerContract {
    @Override
    public ReRanker reRanker() {
      RankingMemory memory = new RankingMemory(10, Duration.ofHours(1), 0.5, new Hands());
      memory.keep("user-1", backwards(GIVEN));
      return memory;
    }
  }
}
