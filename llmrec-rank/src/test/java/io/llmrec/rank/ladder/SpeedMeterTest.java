package io.llmrec.rank.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.rank.choice.ChoiceModel;
import io.llmrec.rank.llm.ModelSpeed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedMeterTest {

  private static final ModelSpeed GUESS =
      new ModelSpeed(Duration.ofMillis(100), Duration.ZERO, Duration.ZERO);

  private final long[] now = {0};
  private final SpeedMeter meter = new SpeedMeter(GUESS, () -> now[0]);

  private LanguageModel taking(int millis, Reply reply) {
    return meter.measured(
        prompt -> {
          now[0] += Duration.ofMillis(millis).toNanos();
          return reply;
        });
  }

  private long learnt() {
    return meter.speed().perCall().toMillis();
  }

  private static void ask(LanguageModel model, int times) {
    for (int i = 0; i < times; i++) {
      model.complete(Prompt.of("?"));
    }
  }

  @Test
  void beginsWithTheGuessAndLearnsWhatIsSo() {
    assertEquals(100, learnt());

    ask(taking(250, Reply.of("!")), 200);

    assertEquals(250, learnt(), 5);
  }

  @Test
  void callsThatVaryAreExpectedToBeSlow() {
    for (int i = 0; i < 200; i++) {
      ask(taking(i % 2 == 0 ? 50 : 150, Reply.of("!")), 1);
    }

    assertTrue(learnt() > 160 && learnt() < 210, "learnt " + learnt());
  }

  @Test
  void timeoutsCountAndQuickRefusalsDoNot() {
    LanguageModel refusing =
        meter.measured(
            prompt -> {
              now[0] += 1000;
              throw LlmException.retryable("refused", null);
            });
    assertThrows(LlmException.class, () -> ask(refusing, 1));
    assertEquals(100, learnt());
    ChoiceModel hanging =
        meter.measured(
            (prompt, answers) -> {
              now[0] += Duration.ofSeconds(5).toNanos();
              throw LlmException.retryable("timeout", null);
            });

    assertThrows(LlmException.class, () -> hanging.choose(Prompt.of("?"), List.of("a")));

    assertTrue(learnt() > 500, "learnt " + learnt());
  }

  @Test
  void repliesFromACacheDoNotCount() {
    Usage cached = new Usage(1, 1, BigDecimal.ZERO, true);

    ask(taking(0, Reply.of("!").with(cached)), 50);

    assertEquals(100, learnt());
  }

  @Test
  void choicesCountToo() {
    ChoiceModel model =
        meter.measured(
            (prompt, answers) -> {
              now[0] += Duration.ofMillis(300).toNanos();
              return new ChoiceModel.Choices(List.of(0.0), Reply.of("a"));
            });

    for (int i = 0; i < 100; i++) {
      model.choose(Prompt.of("?"), List.of("a"));
    }

    assertEquals(300, learnt(), 10);
  }
}
