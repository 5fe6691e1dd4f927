package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.TokenEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateLimitedModelTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Prompt PATIENT = Models.prompt("hello", Duration.ofHours(1));

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void requestsOverTheLimitWaitForTheMinuteToPass() {
    RateLimitedModel model = limited(Models.reply("hi", 5, 5), RateLimits.ofRequests(2));

    model.complete(PATIENT);
    ticker.pass(Duration.ofSeconds(20));
    model.complete(PATIENT);
    model.complete(PATIENT);
    model.complete(PATIENT);

    assertEquals(List.of(Duration.ofSeconds(40), Duration.ofSeconds(20)), ticker.sleeps());
  }

  @Test
  void tokensAreEstimatedThenCorrected() {
    long estimate = TokenEstimate.of(PATIENT);
    RateLimitedModel model = limited(Models.reply("hi", 5, 5), RateLimits.ofTokens(estimate + 10));

    model.complete(PATIENT);
    model.complete(PATIENT);
    assertEquals(List.of(), ticker.sleeps());
    model.complete(PATIENT);

    assertEquals(List.of(Duration.ofMinutes(1)), ticker.sleeps());
  }

  @Test
  void cachedRepliesGiveTheirTurnBack() {
    Reply cached = Reply.of("hi").with(Usage.UNKNOWN.fromCache());
    RateLimitedModel model = limited(cached, new RateLimits(1, 1));

    model.complete(PATIENT);
    model.complete(PATIENT);

    assertEquals(List.of(), ticker.sleeps());
  }

  @Test
  void callOverTheLimitHasAMinuteToItself() {
    RateLimitedModel model = limited(Reply.of("hi"), RateLimits.ofTokens(1));

    model.complete(PATIENT);
    model.complete(PATIENT);

    assertEquals(List.of(Duration.ofMinutes(1)), ticker.sleeps());
  }

  @Test
  void failsAtOnceWhenTheTurnComesTooLate() {
    RateLimitedModel model = limited(Reply.of("hi"), RateLimits.ofRequests(1));
    model.complete(PATIENT);

    LlmException e = Models.failure(model, Models.HELLO);

    assertEquals(Duration.ofMinutes(1), e.retryAfter());
    assertTrue(e.getMessage().endsWith("makes this call wait PT1M, and it has PT10S"));
    assertEquals(List.of(), ticker.sleeps());
  }

  @Test
  void givesTheModelTheTimeThatIsLeft() {
    Models.Scripted inner = new Models.Scripted("hi");
    RateLimitedModel model = new RateLimitedModel(inner, RateLimits.ofRequests(1), ticker);

    model.complete(PATIENT);
    model.complete(PATIENT);

    assertEquals(Duration.ofMinutes(59), inner.timeout(1));
  }

  @Test
  void interruptedCallerGivesItsTurnBack() {
    RateLimitedModel model = limited(Reply.of("hi"), RateLimits.ofRequests(1));
    model.complete(PATIENT);
    Thread.currentThread().interrupt();
    Models.failure(model, PATIENT);
    assertTrue(Thread.interrupted());

    model.complete(PATIENT);
    model.complete(PATIENT);

    assertEquals(List.of(Duration.ofMinutes(1), Duration.ofMinutes(1)), ticker.sleeps());
  }

  @Test
  void noMinuteEverHasMoreThanTheLimit() {
    SplittableRandom random = new SplittableRandom(5);
    List<long[]> sent = new ArrayList<>();
    long[] now = {0};
    LanguageModel inner =
        prompt -> {
          sent.add(new long[] {ticker.nanos(), TokenEstimate.of(prompt)});
          return Reply.of("hi");
        };
    RateLimitedModel model = new RateLimitedModel(inner, new RateLimits(7, 1500), ticker);

    for (int i = 0; i < 300; i++) {
      ticker.pass(Duration.ofMillis(random.nextInt(9000)));
      model.complete(Models.prompt("x".repeat(random.nextInt(1500)), Duration.ofHours(9)));
    }

    for (long[] from : sent) {
      now[0] = from[0];
      List<long[]> minute =
          sent.stream().filter(s -> s[0] - now[0] >= 0 && s[0] - now[0] < MINUTE).toList();
      assertTrue(minute.size() <= 7);
      assertTrue(minute.stream().mapToLong(s -> s[1]).sum() <= 1500);
    }
  }

  @Test
  void limitsCheckThemselves() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new RateLimits(0, 1));

    assertEquals(
        "requestsPerMinute and tokensPerMinute must be at least 1, were 0 and 1", e.getMessage());
  }

  private RateLimitedModel limited(Reply reply, RateLimits limits) {
    return new RateLimitedModel(prompt -> reply, limits, ticker);
  }
}
