package io.llmrec.core.baseline;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** See {@link Baselines#decayed}. */
final class DecayedCounts implements ItemScorer {

  private final Map<String, Double> scores = new HashMap<>();

  /**
   * Decay is exponential, so the order at any later moment is the order at the latest interaction.
   */
  DecayedCounts(Collection<Interaction> interactions, Duration halfLife) {
    if (halfLife.isZero() || halfLife.isNegative()) {
      throw new IllegalArgumentException("halfLife must be more than 0, was " + halfLife);
    }
    Instant latest =
        interactions.stream()
            .map(Interaction::time)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    for (Interaction event : interactions) {
      double halfLives = seconds(Duration.between(event.time(), latest)) / seconds(halfLife);
      scores.merge(event.itemId(), StrictMath.pow(0.5, halfLives), Double::sum);
    }
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() * 1e-9;
  }

  @Override
  public double[] score(UserContext user, List<String> itemIds) {
    return itemIds.stream().mapToDouble(id -> scores.getOrDefault(id, 0.0)).toArray();
  }
}
