package io.llmrec.core.encode;

import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.function.Function;

/**
 * Settings of {@link MultiVectorUserEncoder#texts}.
 *
 * @param asOf the moment up to which texts may know things about a user; later ones are left out
 * @param maxTexts how many of the latest texts count, at least 1
 * @param halfLife in texts, more than 0
 */
public record UserTextOptions(Function<UserContext, Instant> asOf, int maxTexts, double halfLife) {

  /** Checks the ranges. */
  public UserTextOptions {
    if (maxTexts < 1 || !(halfLife > 0)) {
      throw new IllegalArgumentException(
          "maxTexts must be at least 1 and halfLife more than 0, were %d and %s"
              .formatted(maxTexts, halfLife));
    }
  }

  /** Up to a moment of the host's choice: the 20 latest texts, half-life 10 texts. */
  public static UserTextOptions asOf(Function<UserContext, Instant> moment) {
    return new UserTextOptions(moment, 20, 10);
  }

  /**
   * Up to the latest event of the history that comes with the user, which no evaluation can leak
   * through; of a user without a history no text counts. 20 texts, half-life 10 texts.
   */
  public static UserTextOptions asOfHistory() {
    return asOf(
        user ->
            user.history().isEmpty()
                ? Instant.MIN
                : user.history().get(user.history().size() - 1).time());
  }
}
