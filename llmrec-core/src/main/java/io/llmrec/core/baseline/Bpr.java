package io.llmrec.core.baseline;

import io.llmrec.core.baseline.HistoryScorer.RowModel;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.compute.Workers;
import java.util.Arrays;

/** See {@link Baselines#bpr}. */
final class Bpr implements RowModel {

  /** How often each choice of a history is learned from, a long history's less often. */
  private static final int PASSES = 20;

  /** Steps for one user: some tenths of a millisecond. */
  private static final int MAX_STEPS = 4000;

  private final BprVectors vectors;
  private final BprOptions options;

  /** No item's vector is longer. */
  private final double longest;

  private final double leastBias;

  private Bpr(BprVectors vectors, BprOptions options) {
    this.vectors = vectors;
    this.options = options;
    longest = Arrays.stream(vectors.items()).mapToDouble(Bpr::length).max().orElse(0);
    double least = Double.POSITIVE_INFINITY;
    for (float bias : vectors.biases()) {
      least = Math.min(least, bias);
    }
    leastBias = least;
    if (!vectors.areFinite()) {
      throw new IllegalArgumentException(
          "BPR did not converge: learningRate %s and regularization %s are too large together"
              .formatted(options.learningRate(), options.regularization()));
    }
  }

  static Bpr train(Choices choices, BprOptions options, Workers workers) {
    return new Bpr(BprTrainer.train(choices, options, workers).withoutUsers(), options);
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Scores are lifted by what the worst item could score at least, so that none is below 0. */
  @Override
  public double[] score(Row history, int[] asked) {
    float[] user = user(history);
    double worst = leastBias - length(user) * longest;
    return Arrays.stream(asked)
        .mapToDouble(item -> Math.max(0, vectors.score(user, item) - worst))
        .toArray();
  }

  /** The vector of a user, learned from the history while the items stay as they are. */
  private float[] user(Row history) {
    float[] user = new float[options.dimension()];
    float rate = (float) options.learningRate();
    float regularization = (float) options.regularization();
    Draws draws = Draws.of(options.seed());
    int[] order = history.numbers().clone();
    int steps = Math.min(MAX_STEPS, PASSES * order.length);
    for (int step = 0; step < steps; step++) {
      int at = step % order.length;
      if (at == 0) {
        draws.shuffle(order, 0, order.length);
      }
      int other = draws.below(vectors.biases().length);
      if (Arrays.binarySearch(history.numbers(), other) < 0) {
        vectors.stepUser(user, order[at], other, rate, regularization);
      }
    }
    return user;
  }
}
