package io.llmrec.core.recall;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.request.StageContext;
import io.llmrec.core.user.Interaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What many chose lately; see {@link Recaller#popular}. */
final class PopularRecaller implements Recaller {

  private record Popular(String itemId, double score) {}

  private final List<Popular> ranked;
  private final int limit;

  /**
   * Decay is exponential, so the order at any later moment is the order at the latest interaction,
   * and one sort serves all requests.
   */
  PopularRecaller(Collection<Interaction> interactions, Duration halfLife, int limit) {
    if (halfLife.isZero() || halfLife.isNegative()) {
      throw new IllegalArgumentException("halfLife must be more than 0, was " + halfLife);
    }
    this.limit = Shared.limit(limit);
    Instant latest =
        interactions.stream()
            .map(Interaction::time)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Map<String, Double> weights = new HashMap<>();
    for (Interaction event : interactions) {
      double halfLives = seconds(Duration.between(event.time(), latest)) / seconds(halfLife);
      weights.merge(event.itemId(), StrictMath.pow(0.5, halfLives), Double::sum);
    }
    ranked =
        weights.entrySet().stream()
            .map(entry -> new Popular(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingDouble(Popular::score)
                    .reversed()
                    .thenComparing(Popular::itemId))
            .toList();
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }

  @Override
  public List<Candidate> recall(StageContext context) {
    List<Candidate> found = new ArrayList<>();
    for (Popular popular : ranked) {
      Item item = context.prepared().catalog().find(popular.itemId());
      if (item != null && context.admits(item)) {
        found.add(Candidate.of(item, popular.score()));
        if (found.size() == limit) {
          break;
        }
      }
    }
    return found;
  }
}
