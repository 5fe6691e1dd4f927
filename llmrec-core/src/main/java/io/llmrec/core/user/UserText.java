package io.llmrec.core.user;

import java.time.Instant;

/**
 * A text by or about a user: a review, a question, a profile.
 *
 * @param text may be blank, then it says nothing
 * @param time the latest moment whose data it knows: of a review when it was written, of a profile
 *     the time of the last event that it was made from
 */
public record UserText(String text, Instant time) {}
