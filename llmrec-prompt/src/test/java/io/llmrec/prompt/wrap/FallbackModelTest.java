package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackModelTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void firstThatAnswersIsTaken() {
    Models.Scripted third = new Models.Scripted("third");
    LanguageModel broken =
        prompt -> {
          throw new IllegalStateException("a host's own failure");
        };

    LanguageModel chain = FallbackModel.of(broken, new Models.Scripted("second"), third);

    assertEquals("second", chain.complete(Models.HELLO).text());
    assertEquals(List.of(), third.asked());
  }

  @Test
  void earlierModelsLeaveTimeForLaterOnes() {
    Models.Scripted first = new Models.Scripted(Models.busy());
    Models.Scripted second = new Models.Scripted(Models.refused());
    Models.Scripted last = new Models.Scripted("hi");

    new FallbackModel(List.of(first, second, last), ticker).complete(Models.HELLO);

    assertEquals(Duration.ofSeconds(5), first.timeout(0));
    assertEquals(Duration.ofSeconds(5), second.timeout(0));
    assertEquals(Duration.ofSeconds(10), last.timeout(0));
  }

  @Test
  void allFailuresAreTold() {
    LanguageModel chain =
        FallbackModel.of(new Models.Scripted(Models.busy()), new Models.Scripted(Models.refused()));

    LlmException e = Models.failure(chain, Models.HELLO);

    assertEquals("2 of 2 models failed: busy; refused", e.getMessage());
    assertTrue(e.retryable());
    assertEquals("busy", e.getSuppressed()[0].getMessage());
  }

  @Test
  void timeThatIsUpEndsTheChain() {
    Models.Scripted second = new Models.Scripted("hi");
    LanguageModel slow =
        prompt -> {
          ticker.pass(Duration.ofSeconds(11));
          throw Models.busy();
        };

    LlmException e = Models.failure(new FallbackModel(List.of(slow, second), ticker), Models.HELLO);

    assertEquals("busy", e.getMessage());
    assertEquals(List.of(), second.asked());
  }

  @Test
  void interruptEndsTheChain() {
    LlmException gone = Models.refused();
    Models.Scripted second = new Models.Scripted("hi");
    LanguageModel interrupted =
        prompt -> {
          Thread.currentThread().interrupt();
          throw gone;
        };

    assertSame(gone, Models.failure(FallbackModel.of(interrupted, second), Models.HELLO));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), second.asked());
  }
}
