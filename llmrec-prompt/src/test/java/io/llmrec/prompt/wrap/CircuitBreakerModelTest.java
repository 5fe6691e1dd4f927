package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerModelTest {

  private static final BreakerOptions HALF_OF_FOUR =
      new BreakerOptions(4, 0.5, Duration.ofSeconds(30));

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void opensWhenTooManyFailAndThenAsksNoMore() {
    Models.Scripted inner =
        new Models.Scripted("hi", Models.busy(), "hi", Models.busy(), "never asked");
    CircuitBreakerModel model = breaker(inner);
    callAndIgnore(model, 4);

    LlmException e = Models.failure(model, Models.HELLO);

    assertEquals(CircuitBreakerModel.State.OPEN, model.state());
    assertTrue(e.getMessage().startsWith("the circuit breaker is OPEN after failures of "));
    assertEquals(Duration.ofSeconds(30), e.retryAfter());
    assertEquals(4, inner.asked().size());
  }

  @Test
  void staysClosedWhileFewFail() {
    CircuitBreakerModel model =
        breaker(new Models.Scripted("hi", "hi", Models.busy(), "hi", "hi", "hi", Models.busy()));

    callAndIgnore(model, 7);

    assertEquals(CircuitBreakerModel.State.CLOSED, model.state());
  }

  @Test
  void refusedPromptsDoNotCount() {
    CircuitBreakerModel model = breaker(new Models.Scripted(Models.refused()));

    callAndIgnore(model, 10);

    assertEquals(CircuitBreakerModel.State.CLOSED, model.state());
  }

  @Test
  void closesWhenTheTrialSucceeds() {
    CircuitBreakerModel model =
        breaker(
            new Models.Scripted(
                Models.busy(), Models.busy(), Models.busy(), Models.busy(), "hi", Models.busy()));
    callAndIgnore(model, 4);
    ticker.pass(Duration.ofSeconds(30));

    assertEquals("hi", model.complete(Models.HELLO).text());

    callAndIgnore(model, 3);
    assertEquals(CircuitBreakerModel.State.CLOSED, model.state(), "old failures are forgotten");
  }

  @Test
  void opensAgainWhenTheTrialFails() {
    Models.Scripted inner = new Models.Scripted(Models.busy());
    CircuitBreakerModel model = breaker(inner);
    callAndIgnore(model, 4);
    ticker.pass(Duration.ofSeconds(30));

    callAndIgnore(model, 3);

    assertEquals(CircuitBreakerModel.State.OPEN, model.state());
    assertEquals(5, inner.asked().size());
  }

  @Test
  void onlyOneTriesAtATime() {
    CircuitBreakerModel[] self = new CircuitBreakerModel[1];
    boolean[] trying = {false};
    LanguageModel inner =
        prompt -> {
          if (trying[0]) {
            LlmException e = Models.failure(self[0], Models.HELLO);
            throw LlmException.permanent(e.getMessage(), e);
          }
          throw Models.busy();
        };
    self[0] = breaker(inner);
    callAndIgnore(self[0], 4);
    ticker.pass(Duration.ofSeconds(31));
    trying[0] = true;

    LlmException e = Models.failure(self[0], Models.HELLO);

    assertTrue(e.getMessage().startsWith("the circuit breaker is TRYING"), e.getMessage());
  }

  @Test
  void optionsCheckThemselves() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new BreakerOptions(1, 0, Duration.ofSeconds(1)));

    assertEquals("failing must be more than 0 and at most 1, was 0.0", e.getMessage());
  }

  private CircuitBreakerModel breaker(LanguageModel inner) {
    return new CircuitBreakerModel(inner, HALF_OF_FOUR, ticker);
  }

  private static void callAndIgnore(LanguageModel model, int times) {
    for (int i = 0; i < times; i++) {
      try {
        model.complete(Models.HELLO);
      } catch (LlmException e) {
        assertTrue(e.getMessage() != null);
      }
    }
  }
}
