package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.llm.LlmException;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.request.Budget;
import io.llmrec.core.request.RecommendationRequest;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.rerank.ReRanker;
import io.llmrec.core.testing.ReRankerContract;
import io.llmrec.core.testing.Samples;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryingReRankerTest implements ReRankerContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ReRanker REVERSING =
      (context, candidates) -> {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
      };

  private final FakeTicker ticker = new FakeTicker();

  @Override
  public ReRanker reRanker() {
    return RetryingReRanker.around(REVERSING, MINUTE);
  }

  @Test
  void triesAgainUntilThereIsAnOrder() {
    StageContext context = Samples.context();

    List<Candidate> order =
        retrying(Models.busy(), Models.busy()).rerank(context, Samples.candidates());

    assertEquals(REVERSING.rerank(context, Samples.candidates()), order);
    assertEquals(List.of(Duration.ofMillis(500), Duration.ofSeconds(1)), ticker.sleeps());
  }

  @Test
  void neverTriesAgainWhatWillStay() {
    LlmException refused = Models.refused();

    assertSame(refused, failure(Samples.context(), refused));
  }

  @Test
  void waitsWithinTheTimeoutOnly() {
    LlmException later = LlmException.retryableAfter("later", MINUTE, null);

    assertSame(later, failure(Samples.context(), later));
    assertEquals(List.of(), ticker.sleeps());
  }

  @Test
  void waitsWithinWhatTheRequestHasLeftOnly() {
    RecommendationRequest hurried =
        RecommendationRequest.forUser(Samples.user())
            .within(Budget.of(Duration.ofMillis(400)))
            .build();
    LlmException busy = Models.busy();

    assertSame(busy, failure(StageContext.of(hurried, Samples.prepared()), busy));
    assertEquals(List.of(), ticker.sleeps());
  }

  private LlmException failure(StageContext context, RuntimeException failure) {
    return assertThrows(
        LlmException.class, () -> retrying(failure).rerank(context, Samples.candidates()));
  }

  /** A re-ranker that fails so often before it works. */
  private ReRanker retrying(RuntimeException... failures) {
    Deque<RuntimeException> script = new ArrayDeque<>(List.of(failures));
    ReRanker failing =
        (context, candidates) -> {
          if (!script.isEmpty()) {
            throw script.removeFirst();
          }
          return REVERSING.rerank(context, candidates);
        };
    return new RetryingReRanker(
        failing, MINUTE, new Retries(RetryOptions.DEFAULT, ticker, () -> 1));
  }
}
