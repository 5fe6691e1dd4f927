package io.llmrec.core.baseline;

import io.llmrec.core.baseline.HistoryScorer.RowModel;
import io.llmrec.core.compute.Workers;

/** See {@link Baselines#ease}. */
final class Ease implements RowModel {

  /** Row i holds what a choice of item i says for every item. */
  private final float[][] weights;

  private Ease(float[][] weights) {
    this.weights = weights;
  }

  static Ease train(Choices choices, EaseOptions options, Workers workers) {
    int n = choices.items().count();
    if (n > options.maxItems()) {
      throw new IllegalArgumentException(
          "EASE holds a matrix of items by items: maxItems allows %d items, was given %d"
              .formatted(options.maxItems(), n));
    }
    double[][] p = new double[n][n];
    workers.run(
        n,
        i -> {
          choices.countTogether(i, p[i]);
          p[i][i] += options.lambda();
        });
    SymmetricInverse.invert(p, workers);
    float[][] weights = new float[n][n];
    workers.run(n, i -> fill(weights[i], i, p));
    return new Ease(weights);
  }

  /** B_ij = -P_ij / P_jj, and 0 where i is j; P is symmetric and known right of its diagonal. */
  private static void fill(float[] row, int i, double[][] p) {
    for (int j = 0; j < row.length; j++) {
      row[j] = i == j ? 0 : (float) (-p[Math.min(i, j)][Math.max(i, j)] / p[j][j]);
    }
  }

  @Override
  public double[] score(Row history, int[] asked) {
    double[] scores = new double[asked.length];
    for (int item : history.numbers()) {
      float[] row = weights[item];
      for (int i = 0; i < asked.length; i++) {
        scores[i] += row[asked[i]];
      }
    }
    return scores;
  }
}
