package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.enrich.UserProfile;
import io.llmrec.core.enrich.UserProfiler;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link UserProfiler} promises. */
public interface UserProfilerContract {

  /** The profiler under test; must find a text for at least one of {@link #users}. */
  UserProfiler userProfiler();

  /** Users to try it with, at least two, one of them without a history. */
  default List<UserContext> users() {
    return List.of(Samples.user(), UserContext.cold("user-2"));
  }

  /** Empty in, empty out. */
  @Test
  default void givesNothingForNoUsers() {
    assertEquals(List.of(), userProfiler().profile(List.of(), Samples.NOW));
  }

  /** One place per user, each about its own user and dated to the moment asked for. */
  @Test
  default void givesOnePlacePerUserDatedAsAsked() {
    List<Optional<UserProfile>> profiles = userProfiler().profile(users(), Samples.NOW);
    assertEquals(users().size(), profiles.size());
    assertFalse(profiles.stream().allMatch(Optional::isEmpty), "no user got a text");
    for (int i = 0; i < profiles.size(); i++) {
      if (profiles.get(i).isPresent()) {
        assertEquals(users().get(i).id(), profiles.get(i).get().userId());
        assertEquals(Samples.NOW, profiles.get(i).get().asOf());
      }
    }
  }

  /** An event at the very moment is known, one after it must not be. */
  @Test
  default void refusesAHistoryThatIsLaterThanItsDate() {
    UserContext user = Samples.user();
    Instant last = user.history().get(user.history().size() - 1).time();
    assertEquals(1, userProfiler().profile(List.of(user), last).size());
    assertThrows(
        IllegalArgumentException.class,
        () -> userProfiler().profile(List.of(user), last.minusMillis(1)));
  }
}
