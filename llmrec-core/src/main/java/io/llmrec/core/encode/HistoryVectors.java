package io.llmrec.core.encode;

import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.List;

/** See {@link MultiVectorUserEncoder#history}. */
final class HistoryVectors implements MultiVectorUserEncoder {

  /** No value counts more than this, so that no sum leaves the range of numbers. */
  private static final double MAX_VALUE = 1e200;

  private final ItemVectors vectors;
  private final int maxEvents;
  private final double halfLife;

  HistoryVectors(ItemVectors vectors, int maxEvents, double halfLife) {
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
  public List<List<WeightedEmbedding>> encode(List<UserContext> users) {
    return users.stream().map(this::encode).toList();
  }

  private List<WeightedEmbedding> encode(UserContext user) {
    List<Interaction> history = user.history();
    List<WeightedEmbedding> found = new ArrayList<>();
    for (int age = 0; age < Math.min(maxEvents, history.size()); age++) {
      Interaction event = history.get(history.size() - 1 - age);
      Embedding vector = event.value() > 0 ? vectors.find(event.itemId()) : null;
      double weight = Math.min(event.value(), MAX_VALUE) * StrictMath.pow(0.5, age / halfLife);
      if (vector != null && weight > 0) {
        found.add(new WeightedEmbedding(vector, weight));
      }
    }
    return List.copyOf(found);
  }
}
