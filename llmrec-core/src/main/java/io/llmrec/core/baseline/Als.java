package io.llmrec.core.baseline;

import io.llmrec.core.baseline.HistoryScorer.RowModel;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.compute.Workers;
import java.util.Arrays;

/** See {@link Baselines#als}. */
final class Als implements RowModel {

  /** Rows solved by one thread in one go. */
  private static final int CHUNK = 32;

  private final AlsSide items;

  private Als(AlsSide items) {
    this.items = items;
  }

  static Als train(Choices choices, AlsOptions options, Workers workers) {
    AlsSide items = AlsSide.of(first(choices.items().count(), options), options, workers);
    for (int i = 0; i < options.iterations(); i++) {
      AlsSide users = AlsSide.of(solved(choices.users(), items, workers), options, workers);
      items = AlsSide.of(solved(choices.choosers(), users, workers), options, workers);
    }
    return new Als(items);
  }

  private static double[][] first(int count, AlsOptions options) {
    Draws draws = Draws.of(options.seed());
    double scale = 1 / Math.sqrt(options.dimension());
    double[][] vectors = new double[count][options.dimension()];
    for (double[] vector : vectors) {
      Arrays.setAll(vector, k -> scale * draws.aroundZero());
    }
    return vectors;
  }

  private static double[][] solved(Row[] rows, AlsSide other, Workers workers) {
    double[][] vectors = new double[rows.length][];
    workers.run(
        (rows.length + CHUNK - 1) / CHUNK,
        chunk -> {
          int end = Math.min(rows.length, (chunk + 1) * CHUNK);
          for (int r = chunk * CHUNK; r < end; r++) {
            vectors[r] = other.solve(rows[r]);
          }
        });
    return vectors;
  }

  @Override
  public double[] score(Row history, int[] asked) {
    double[] user = items.solve(history);
    return Arrays.stream(asked).mapToDouble(item -> items.dot(user, item)).toArray();
  }
}
