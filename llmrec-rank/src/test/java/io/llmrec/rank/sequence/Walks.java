package io.llmrec.rank.sequence;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Users who go round a circle of items, each from another start. */
final class Walks {

  static final int ITEMS = 12;

  private Walks() {}

  static List<Interaction> of(int users, int steps) {
    List<Interaction> all = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      for (int step = 0; step < steps; step++) {
        all.add(
            Interaction.view("user-" + user, item(user * 5 + step), Instant.ofEpochSecond(step)));
      }
    }
    return all;
  }

  static String item(int number) {
    return "item-%02d".formatted(number % ITEMS);
  }
}
