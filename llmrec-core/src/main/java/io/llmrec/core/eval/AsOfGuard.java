package io.llmrec.core.eval;

import io.llmrec.core.enrich.Provenance;
import java.time.Instant;

/**
 * Keeps what was written later out of a sample: a profile made from the whole history knows the
 * answer to every question about it.
 */
public final class AsOfGuard {

  private AsOfGuard() {}

  /** Whether a sample of this time may use data as of that moment: it may when not later. */
  public static boolean admits(Instant asOf, Instant sample) {
    return !asOf.isAfter(sample);
  }

  /**
   * Lets pass what a sample may use.
   *
   * @param what names the feature or text, for the message
   * @param asOf the latest moment whose data it knows
   * @param sample the moment of the sample that wants to use it
   * @throws IllegalArgumentException when it is dated after the sample
   */
  public static void require(String what, Instant asOf, Instant sample) {
    if (!admits(asOf, sample)) {
      throw new IllegalArgumentException(
          "%s knows data up to %s and must not be used for a sample of %s"
              .formatted(what, asOf, sample));
    }
  }

  /**
   * Lets pass a text that a sample may use; see {@link #require(String, Instant, Instant)}.
   *
   * @throws IllegalArgumentException when it is dated after the sample
   */
  public static void require(String what, Provenance provenance, Instant sample) {
    require("%s by %s".formatted(what, provenance.model()), provenance.asOf(), sample);
  }
}
