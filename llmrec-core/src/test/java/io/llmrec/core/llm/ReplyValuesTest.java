package io.llmrec.core.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.llm.ScoringLanguageModel.TextScore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The small values around a language model. */
class ReplyValuesTest {

  private static final GenerationOptions OPTIONS = GenerationOptions.DEFAULT;

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  @Test
  void defaultOptionsAreAsDocumented() {
    assertEquals(1024, OPTIONS.maxTokens());
    assertEquals(0, OPTIONS.temperature());
    assertNull(OPTIONS.seed());
    assertEquals(List.of(), OPTIONS.stop());
    assertEquals(Duration.ofMinutes(1), OPTIONS.timeout());
  }

  @Test
  void optionsChangeOneThingAtATime() {
    List<String> stop = new ArrayList<>(List.of("END"));
    GenerationOptions changed =
        OPTIONS
            .withMaxTokens(5)
            .withTemperature(2)
            .withSeed(-7)
            .withStop(stop)
            .withTimeout(Duration.ofSeconds(3));
    stop.clear();

    assertEquals(new GenerationOptions(5, 2, -7L, List.of("END"), Duration.ofSeconds(3)), changed);
  }

  @Test
  void optionsRefuseWhatIsOutOfRange() {
    assertEquals("maxTokens must be at least 1, was 0", refusal(() -> OPTIONS.withMaxTokens(0)));
    assertEquals(
        "temperature must be 0 to 2, was 2.1", refusal(() -> OPTIONS.withTemperature(2.1)));
    assertEquals(
        "temperature must be 0 to 2, was NaN", refusal(() -> OPTIONS.withTemperature(Double.NaN)));
    assertEquals(
        "timeout must be more than 0, was PT0S", refusal(() -> OPTIONS.withTimeout(Duration.ZERO)));
    assertEquals(
        "timeout must be more than 0, was PT-1S",
        refusal(() -> OPTIONS.withTimeout(Duration.ofSeconds(-1))));
  }

  @Test
  void perplexityIsPerToken() {
    assertEquals(1, new TextScore(0, 5).perplexity());
    assertEquals(2, new TextScore(4 * Math.log(0.5), 4).perplexity(), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, new TextScore(Double.NEGATIVE_INFINITY, 1).perplexity());
  }

  @Test
  void aScoreRefusesWhatIsNoProbability() {
    assertEquals(
        "logProbability must be at most 0 and tokens at least 1, were 0.1 and 1",
        refusal(() -> new TextScore(0.1, 1)));
    assertEquals(
        "logProbability must be at most 0 and tokens at least 1, were NaN and 1",
        refusal(() -> new TextScore(Double.NaN, 1)));
    assertEquals(
        "logProbability must be at most 0 and tokens at least 1, were -1.0 and 0",
        refusal(() -> new TextScore(-1, 0)));
  }

  @Test
  void usageRefusesNegativeNumbers() {
    assertEquals(
        "tokens and money must be at least 0, were -1, 0 and 0",
        refusal(() -> Usage.ofTokens(-1, 0)));
    assertEquals(
        "tokens and money must be at least 0, were 1, 2 and -0.1",
        refusal(() -> new Usage(1, 2, new BigDecimal("-0.1"), false)));
  }

  @Test
  void usageCanComeFromACache() {
    assertTrue(Usage.ofTokens(3, 4).fromCache().cached());
    assertEquals(3, Usage.ofTokens(3, 4).fromCache().inputTokens());
    assertFalse(Usage.UNKNOWN.cached());
  }

  @Test
  void aBareReplyClaimsNothing() {
    assertEquals(new Reply("hi", "unknown", Reply.Finish.UNKNOWN, Usage.UNKNOWN), Reply.of("hi"));
    assertEquals(
        new Reply("hi", "m", Reply.Finish.UNKNOWN, Usage.ofTokens(1, 2)),
        Reply.of("hi").by("m").with(Usage.ofTokens(1, 2)));
  }

  @Test
  void aFailureSaysWhetherToTryAgain() {
    Throwable cause = new IllegalStateException("closed");

    assertTrue(LlmException.retryable("busy", null).retryable());
    assertFalse(LlmException.permanent("no such model", cause).retryable());
    assertSame(cause, LlmException.permanent("no such model", cause).getCause());
    assertEquals("busy", LlmException.retryable("busy", null).getMessage());
  }
}
