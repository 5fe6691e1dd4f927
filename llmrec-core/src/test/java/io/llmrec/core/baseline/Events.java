package io.llmrec.core.baseline;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small interaction logs. */
final class Events {

  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  static Interaction of(String user, String item, double value) {
    return new Interaction(user, item, "rating", value, TIME);
  }

  static List<Interaction> by(String user, String... items) {
    return Arrays.stream(items).map(item -> of(user, item, 1)).toList();
  }

  static UserContext user(String... items) {
    return UserContext.of("someone", by("someone", items));
  }

  /** Users 0 to 99 chose some of a0 to a4 and users 100 to 199 some of b0 to b4, 3 in the mean. */
  static List<Interaction> twoTastes() {
    Draws draws = Draws.of(1);
    List<Interaction> events = new ArrayList<>();
    for (int user = 0; user < 200; user++) {
      for (int i = 0; i < 5; i++) {
        if (draws.below(10) < 6) {
          events.add(of("u" + user, (user < 100 ? "a" : "b") + i, 1));
        }
      }
    }
    return events;
  }
}
