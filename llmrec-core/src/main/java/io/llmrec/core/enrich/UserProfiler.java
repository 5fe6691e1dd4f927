package io.llmrec.core.enrich;

import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes a text about each of several users out of their histories.
 *
 * <p>Offline speed: may be slow and may call a language model. Safe for use by several threads.
 * Where no acceptable text could be had for a user the place is empty; only a failure that would
 * hit every user is thrown.
 */
@FunctionalInterface
public interface UserProfiler {

  /**
   * One place per user, in the order given; no places for no users.
   *
   * @param users with the histories that may be told, none of them later than {@code asOf}
   * @param asOf the moment the profiles are dated to
   * @throws IllegalArgumentException when a history has an event after {@code asOf}: a profile made
   *     of it would know more than it says
   */
  List<Optional<UserProfile>> profile(List<UserContext> users, Instant asOf);
}
