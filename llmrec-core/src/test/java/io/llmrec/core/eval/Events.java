package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.List;

/** Interactions of tests, written short. */
final class Events {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  /** A view, some seconds after the start of the year. */
  static Interaction at(String user, String item, long second) {
    return Interaction.view(user, item, time(second));
  }

  static Instant time(long second) {
    return START.plusSeconds(second);
  }

  static List<String> items(List<Interaction> interactions) {
    return interactions.stream().map(Interaction::itemId).toList();
  }
}
