package io.llmrec.prompt.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LlmException;
import io.llmrec.core.testing.TextEncoderContract;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryingTextEncoderTest implements TextEncoderContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final TextEncoder LENGTHS =
      texts -> texts.stream().map(text -> Embedding.of(new float[] {1, text.length()})).toList();

  private record Named(String fingerprint) implements TextEncoder, Fingerprinted {

    @Override
    public List<Embedding> encode(List<String> texts) {
      return LENGTHS.encode(texts);
    }
  }

  private final FakeTicker ticker = new FakeTicker();

  @Override
  public TextEncoder textEncoder() {
    return RetryingTextEncoder.around(LENGTHS, MINUTE);
  }

  @Test
  void triesAgainUntilThereAreVectors() {
    LlmException later = LlmException.retryableAfter("later", Duration.ofSeconds(7), null);

    List<Embedding> vectors = retrying(Models.busy(), later).encode(List.of("a", "bc"));

    assertEquals(LENGTHS.encode(List.of("a", "bc")), vectors);
    assertEquals(List.of(Duration.ofMillis(500), Duration.ofSeconds(7)), ticker.sleeps());
  }

  @Test
  void neverTriesAgainWhatWillStay() {
    LlmException refused = Models.refused();

    assertSame(refused, failure(retrying(refused)));
    assertEquals(List.of(), ticker.sleeps());
  }

  @Test
  void doesNotWaitForWhatComesTooLate() {
    LlmException later = LlmException.retryableAfter("later", MINUTE, null);

    assertSame(later, failure(retrying(later)));
    assertEquals(List.of(), ticker.sleeps());
  }

  @Test
  void otherFailuresAreNotItsBusiness() {
    IllegalStateException broken = new IllegalStateException("broken");

    assertSame(broken, assertThrows(RuntimeException.class, () -> encode(retrying(broken))));
  }

  @Test
  void identityIsThatOfTheEncoder() {
    TextEncoder known = RetryingTextEncoder.around(new Named("lengths/1"), MINUTE);

    assertEquals("lengths/1", assertInstanceOf(Fingerprinted.class, known).fingerprint());
    assertFalse(RetryingTextEncoder.around(LENGTHS, MINUTE) instanceof Fingerprinted);
    assertTrue(known.toString().startsWith("RetryingTextEncoder[4, Named["), known.toString());
  }

  @Test
  void misuseFailsAtOnce() {
    RetryOptions options = RetryOptions.DEFAULT.withLongestTry(Duration.ofSeconds(5));
    Exception limit =
        assertThrows(
            IllegalArgumentException.class,
            () -> RetryingTextEncoder.around(LENGTHS, MINUTE, options));
    Exception timeout =
        assertThrows(
            IllegalArgumentException.class,
            () -> RetryingTextEncoder.around(LENGTHS, Duration.ZERO));

    assertEquals(
        "longestTry must be null, for what is called has a time of its own, was PT5S",
        limit.getMessage());
    assertEquals("timeout must be more than 0, was PT0S", timeout.getMessage());
  }

  private static void encode(TextEncoder encoder) {
    encoder.encode(List.of("a"));
  }

  private static LlmException failure(TextEncoder encoder) {
    return assertThrows(LlmException.class, () -> encode(encoder));
  }

  /** An encoder that fails so often before it works. */
  private TextEncoder retrying(RuntimeException... failures) {
    Deque<RuntimeException> script = new ArrayDeque<>(List.of(failures));
    TextEncoder failing =
        texts -> {
          if (!script.isEmpty()) {
            throw script.removeFirst();
          }
          return LENGTHS.encode(texts);
        };
    return new RetryingTextEncoder(
        failing, MINUTE, new Retries(RetryOptions.DEFAULT, ticker, () -> 1));
  }
}
