package io.llmrec.core.enrich;

import java.time.Instant;

/**
 * A text that a model or a rule wrote about a user.
 *
 * <p>It is personal data: whoever keeps it keeps it under {@link #userId}, so that it can be erased
 * with its user. It knows the user's history up to {@link Provenance#asOf}, and a sample from
 * before that must not see it.
 *
 * @param userId whom it is about, not blank
 * @param enrichment the text and where it comes from
 */
public record UserProfile(String userId, Enrichment enrichment) {

  /** Checks the id. */
  public UserProfile {
    if (userId.isBlank()) {
      throw new IllegalArgumentException("userId of a profile must not be blank");
    }
  }

  /** What was written. */
  public String text() {
    return enrichment.text();
  }

  /** The latest moment whose data it may know. */
  public Instant asOf() {
    return enrichment.provenance().asOf();
  }
}
