package io.llmrec.core.encode;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.List;
import java.util.Optional;

/** See {@link UserEncoder#recencyWeighted}. */
final class RecencyWeightedUserEncoder implements UserEncoder {

  private final ItemVectors vectors;
  private final int maxEvents;
  private final double halfLife;

  RecencyWeightedUserEncoder(ItemVectors vectors, int maxEvents, double halfLife) {
    if (maxEvents < 1 || !(halfLife > 0)) {
      throw new IllegalArgumentException(
          "maxEvents must be at least 1 and halfLife more than 0, were %d and %s"
              .formatted(maxEvents, halfLife));
    }
    this.vectors = vectors;
    this.maxEvents = maxEvents;
    this.halfLife = halfLife;
  }

  @Override
  public List<Optional<Embedding>> encode(List<UserContext> users) {
    return users.stream().map(this::encode).toList();
  }

  private Optional<Embedding> encode(UserContext user) {
    List<Interaction> history = user.history();
    double[] sum = null;
    double weights = 0;
    for (int age = 0; age < Math.min(maxEvents, history.size()); age++) {
      Interaction event = history.get(history.size() - 1 - age);
      Embedding vector = event.value() > 0 ? vectors.find(event.itemId()) : null;
      if (vector != null) {
        sum = sum == null ? new double[vector.dimension()] : sum;
        double weight = event.value() * StrictMath.pow(0.5, age / halfLife);
        add(sum, vector, weight);
        weights += weight;
      }
    }
    return sum == null ? Optional.empty() : direction(sum, weights);
  }

  private static void add(double[] sum, Embedding vector, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * vector.get(i);
    }
  }

  /** Vectors that point opposite ways may cancel out, and then nothing is known of the user. */
  private static Optional<Embedding> direction(double[] sum, double weights) {
    float[] mean = new float[sum.length];
    double squares = 0;
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / weights);
      squares += (double) mean[i] * mean[i];
    }
    return squares < 1e-12 ? Optional.empty() : Optional.of(Embedding.of(mean));
  }
}
