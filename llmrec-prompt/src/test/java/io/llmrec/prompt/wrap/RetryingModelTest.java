package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryingModelTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void triesAgainUntilThereIsAReply() {
    Models.Scripted inner = new Models.Scripted(Models.busy(), Models.busy(), "hi");

    assertEquals("hi", retrying(inner, 1).complete(Models.HELLO).text());
    assertEquals(List.of(Duration.ofMillis(500), Duration.ofSeconds(1)), ticker.sleeps());
  }

  @Test
  void jitterMakesTheWaitAnythingFromHalfToAll() {
    retrying(new Models.Scripted(Models.busy(), "hi"), 0).complete(Models.HELLO);

    assertEquals(List.of(Duration.ofMillis(250)), ticker.sleeps());
  }

  @Test
  void neverTriesAgainWhatWillStay() {
    LlmException refused = Models.refused();
    Models.Scripted inner = new Models.Scripted(refused);

    assertSame(refused, Models.failure(retrying(inner, 1), Models.HELLO));
    assertEquals(1, inner.asked().size());
  }

  @Test
  void waitsAsLongAsTheBackendAsks() {
    LlmException later = LlmException.retryableAfter("later", Duration.ofSeconds(7), null);

    retrying(new Models.Scripted(later, "hi"), 1).complete(Models.HELLO);

    assertEquals(List.of(Duration.ofSeconds(7)), ticker.sleeps());
  }

  @Test
  void doesNotWaitForWhatComesTooLate() {
    LlmException later = LlmException.retryableAfter("later", Duration.ofSeconds(10), null);

    assertSame(later, Models.failure(retrying(new Models.Scripted(later), 1), Models.HELLO));
    assertEquals(List.of(), ticker.sleeps());
  }

  @Test
  void givesEachTryTheTimeThatIsLeft() {
    Models.Scripted inner = new Models.Scripted(Models.busy(), Models.busy(), "hi");

    retrying(inner, 1).complete(Models.HELLO);

    assertEquals(Duration.ofSeconds(10), inner.timeout(0));
    assertEquals(Duration.ofMillis(9500), inner.timeout(1));
    assertEquals(Duration.ofMillis(8500), inner.timeout(2));
  }

  @Test
  void limitsTheTimeOfOneTry() {
    Models.Scripted inner = new Models.Scripted("hi");
    RetryOptions options = RetryOptions.DEFAULT.withLongestTry(Duration.ofSeconds(2));

    new RetryingModel(inner, new Retries(options, ticker, () -> 1)).complete(Models.HELLO);

    assertEquals(Duration.ofSeconds(2), inner.timeout(0));
  }

  @Test
  void oneDeadlineEndsAllTries() {
    LanguageModel slow =
        prompt -> {
          ticker.pass(Duration.ofSeconds(4));
          throw Models.busy();
        };

    LlmException e = Models.failure(retrying(slow, 1), Models.HELLO);

    assertEquals("given up after 3 tries within PT10S: busy", e.getMessage());
    assertTrue(e.retryable());
  }

  @Test
  void givesUpAfterTheLastTry() {
    Models.Scripted inner = new Models.Scripted(Models.busy());

    LlmException e = Models.failure(retrying(inner, 1), Models.HELLO);

    assertEquals("given up after 4 tries within PT10S: busy", e.getMessage());
    assertEquals("busy", e.getCause().getMessage());
    assertEquals(4, inner.asked().size());
  }

  @Test
  void interruptEndsTheWait() {
    LanguageModel inner =
        prompt -> {
          Thread.currentThread().interrupt();
          throw Models.busy();
        };

    LlmException e = Models.failure(retrying(inner, 1), Models.HELLO);

    assertTrue(Thread.interrupted());
    assertFalse(e.retryable());
    assertEquals("interrupted while waiting before try 2", e.getMessage());
  }

  @Test
  void optionsCheckThemselves() {
    Exception tries =
        assertThrows(IllegalArgumentException.class, () -> RetryOptions.DEFAULT.withMaxTries(0));
    Exception waits =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RetryOptions(1, Duration.ofSeconds(2), Duration.ofSeconds(1), null));

    assertEquals("maxTries must be at least 1, was 0", tries.getMessage());
    assertEquals("maxWait must be at least firstWait, PT2S, was PT1S", waits.getMessage());
  }

  private RetryingModel retrying(LanguageModel inner, double random) {
    return new RetryingModel(inner, new Retries(RetryOptions.DEFAULT, ticker, () -> random));
  }
}
