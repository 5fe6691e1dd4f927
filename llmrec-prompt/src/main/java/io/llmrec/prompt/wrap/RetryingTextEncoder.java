package io.llmrec.prompt.wrap;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.TextEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.llm.LlmException;
import java.time.Duration;
import java.util.List;

/**
 * Asks an encoder behind a server again when its failure may pass, as {@link RetryingModel} does.
 *
 * <p>Safe for use by several threads. All texts of a call are sent again, so that calls should be
 * of a few batches. The timeout is one deadline over the tries and waits of a call; a try that has
 * begun is ended by the encoder's own time alone.
 */
public class RetryingTextEncoder implements TextEncoder {

  private final TextEncoder encoder;
  private final Duration timeout;
  private final Retries retries;

  RetryingTextEncoder(TextEncoder encoder, Duration timeout, Retries retries) {
    Deadline.check(timeout);
    this.encoder = encoder;
    this.timeout = timeout;
    this.retries = retries;
  }

  /** Tries again as {@link RetryOptions#DEFAULT} says. */
  public static TextEncoder around(TextEncoder encoder, Duration timeout) {
    return around(encoder, timeout, RetryOptions.DEFAULT);
  }

  /**
   * Tries again as the options say. What comes back is {@link Fingerprinted} where the encoder is.
   *
   * @param timeout after which no further try of a call begins, more than 0
   * @param options without {@link RetryOptions#longestTry}
   */
  public static TextEncoder around(TextEncoder encoder, Duration timeout, RetryOptions options) {
    Retries retries = Retries.ofWholeCalls(options);
    return encoder instanceof Fingerprinted known
        ? new Known(encoder, timeout, retries, known)
        : new RetryingTextEncoder(encoder, timeout, retries);
  }

  /**
   * {@inheritDoc}
   *
   * @throws LlmException the last failure
   */
  @Override
  public List<Embedding> encode(List<String> texts) {
    return retries.call(Deadline.of(timeout, retries.ticker()), () -> encoder.encode(texts));
  }

  @Override
  public String toString() {
    return "RetryingTextEncoder[" + retries.options().maxTries() + ", " + encoder + "]";
  }

  private static final class Known extends RetryingTextEncoder implements Fingerprinted {

    private final Fingerprinted known;

    Known(TextEncoder encoder, Duration timeout, Retries retries, Fingerprinted known) {
      super(encoder, timeout, retries);
      this.known = known;
    }

    @Override
    public String fingerprint() {
      return known.fingerprint();
    }
  }
}
