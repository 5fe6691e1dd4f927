package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Reply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ticker stands still, so that every call was quick and the second request is sent at once. */
@Timeout(20)
class HedgedModelTest {

  private static final HedgeOptions EAGER = new HedgeOptions(0.95, 1, 1);

  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch interrupted = new CountDownLatch(1);

  /** Answers the calls with these numbers, and hangs in the others until it is interrupted. */
  private LanguageModel hangingBut(int... numbers) {
    return prompt -> {
      int call = calls.incrementAndGet();
      for (int number : numbers) {
        if (call == number) {
          return Reply.of("reply " + call);
        }
      }
      try {
        Models.await(new CountDownLatch(1));
      } catch (LlmException e) {
        interrupted.countDown();
        throw e;
      }
      throw new AssertionError("never");
    };
  }

  @Test
  void secondRequestAnswersForASlowFirstOne() {
    try (HedgedModel model = new HedgedModel(hangingBut(1, 3), EAGER, new FakeTicker())) {
      assertEquals("reply 1", model.complete(Models.HELLO).text());

      assertEquals("reply 3", model.complete(Models.HELLO).text());

      assertEquals(1, model.hedges());
      Models.await(interrupted);
    }
  }

  @Test
  void noSecondRequestBeforeEnoughIsKnown() {
    try (HedgedModel model =
        new HedgedModel(hangingBut(1, 2), HedgeOptions.DEFAULT, new FakeTicker())) {
      model.complete(Models.HELLO);
      model.complete(Models.HELLO);

      assertEquals(0, model.hedges());
      assertEquals(2, calls.get());
    }
  }

  @Test
  void secondRequestsAreFew() {
    try (HedgedModel model =
        new HedgedModel(hangingBut(1), new HedgeOptions(0.95, 1, 0.4), new FakeTicker())) {
      model.complete(Models.HELLO);

      Models.failure(model, Models.prompt("x", Duration.ofMillis(1)));

      assertEquals(0, model.hedges());
    }
  }

  @Test
  void whenOneFailsTheOtherIsWaitedFor() {
    CountDownLatch failed = new CountDownLatch(1);
    LanguageModel inner =
        prompt -> {
          switch (calls.incrementAndGet()) {
            case 1:
              return Reply.of("quick");
            case 2:
              Models.await(failed);
              return Reply.of("slow");
            default:
              failed.countDown();
              throw Models.refused();
          }
        };
    try (HedgedModel model = new HedgedModel(inner, EAGER, new FakeTicker())) {
      model.complete(Models.HELLO);

      assertEquals("slow", model.complete(Models.HELLO).text());
    }
  }

  @Test
  void failureIsPassedOn() {
    try (HedgedModel model =
        new HedgedModel(new Models.Scripted(Models.refused()), EAGER, new FakeTicker())) {
      LlmException e = Models.failure(model, Models.HELLO);

      assertEquals("refused", e.getMessage());
      assertEquals(HedgedModelTest.class.getName(), callerOf(e));
    }
  }

  @Test
  void interruptReachesTheRequest() {
    try (HedgedModel model = HedgedModel.around(hangingBut())) {
      Thread.currentThread().interrupt();

      LlmException e = Models.failure(model, Models.HELLO);

      assertTrue(Thread.interrupted());
      assertEquals("interrupted while waiting for the model", e.getMessage());
    }
  }

  @Test
  void quantileIsThatOfTheLatestCalls() {
    LatencyWindow window = new LatencyWindow();
    for (int i = 1; i <= 100; i++) {
      window.add(i);
    }
    assertEquals(95, window.quantile(0.95));
    assertEquals(50, window.quantile(0.5));
    for (int i = 0; i < 2000; i++) {
      window.add(7);
    }

    assertEquals(7, window.quantile(0.95));
    assertEquals(256, window.size());
  }

  @Test
  void optionsCheckThemselves() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new HedgeOptions(1, 20, 0.1));

    assertEquals("quantile must be at least 0.5 and less than 1, was 1.0", e.getMessage());
  }

  private static String callerOf(LlmException e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().equals(HedgedModelTest.class.getName())) {
        return frame.getClassName();
      }
    }
    return "";
  }
}
