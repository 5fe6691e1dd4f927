package io.llmrec.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.user.UserContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link UserEncoder} promises. */
public interface UserEncoderContract {

  /** The encoder under test; knows the items of {@link Samples#prepared}. */
  UserEncoder userEncoder();

  /** Empty in, empty out. */
  @Test
  default void givesNothingForNoUsers() {
    assertEquals(List.of(), userEncoder().encode(List.of()));
  }

  /**
   * One place per user, in the order given; nothing is made up for a user of whom nothing is known.
   */
  @Test
  default void keepsThePlaceOfAnUnknownUser() {
    var places = userEncoder().encode(List.of(UserContext.cold("nobody"), Samples.user()));
    assertEquals(2, places.size());
    assertTrue(places.get(0).isEmpty());
    assertTrue(places.get(1).isPresent());
  }

  /** The same user gets the same vector. */
  @Test
  default void repeatsItself() {
    assertEquals(
        userEncoder().encode(List.of(Samples.user())),
        userEncoder().encode(List.of(Samples.user())));
  }
}
