package io.llmrec.core.eval;

import io.llmrec.core.user.Interaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What train knows of users and items, for {@link LeakReport}. */
final class TrainIndex {

  private final Map<String, Set<String>> itemsByUser = new HashMap<>();
  private final Map<String, Instant> latestByUser = new HashMap<>();
  private final Set<String> items = new HashSet<>();
  private Instant latest = Instant.MIN;

  TrainIndex(List<Interaction> train) {
    for (Interaction interaction : train) {
      String user = interaction.userId();
      itemsByUser.computeIfAbsent(user, id -> new HashSet<>()).add(interaction.itemId());
      latestByUser.merge(user, interaction.time(), TrainIndex::later);
      items.add(interaction.itemId());
      latest = later(latest, interaction.time());
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The items the user has in train; none for an unknown user. */
  Set<String> itemsOf(String user) {
    return itemsByUser.getOrDefault(user, Set.of());
  }

  boolean knows(String item) {
    return items.contains(item);
  }

  /** The time of the user's last interaction in train; {@link Instant#MIN} for an unknown user. */
  Instant latestOf(String user) {
    return latestByUser.getOrDefault(user, Instant.MIN);
  }

  /** The time of the last interaction of train; {@link Instant#MIN} of an empty one. */
  Instant latest() {
    return latest;
  }
}
