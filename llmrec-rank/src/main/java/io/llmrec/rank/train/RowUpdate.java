package io.llmrec.rank.train;

import java.util.List;

/** Applies a {@link RowOptimizer} to one table; keeps what it must remember of each row. */
final class RowUpdate {

  private final RowOptimizer optimizer;
  private final EmbeddingTable table;
  private final List<Segments> state;

  RowUpdate(RowOptimizer optimizer, EmbeddingTable table) {
    this.optimizer = optimizer;
    this.table = table;
    int width = table.width();
    this.state =
        switch (optimizer.kind()) {
          case LAZY_ADAM -> List.of(table.beside(width), table.beside(width));
          case ADAGRAD -> List.of(table.beside(width));
          case ROW_ADAGRAD -> List.of(table.beside(1));
        };
  }

  EmbeddingTable table() {
    return table;
  }

  /** What is kept beside the table. */
  List<Segments> state() {
    return state;
  }

  /**
   * Changes some rows.
   *
   * @param rows the first {@code count} of them, all different
   * @param gradient of those rows, one after the other
   * @param scale what the gradient is multiplied by
   * @param rate of the dense weights
   * @param step from 1 on
   */
  void step(int[] rows, int count, float[] gradient, float scale, double rate, long step) {
    double own = rate * optimizer.rate();
    switch (optimizer.kind()) {
      case LAZY_ADAM -> adam(rows, count, gradient, scale, own, step);
      case ADAGRAD -> adagrad(rows, count, gradient, scale, (float) own);
      case ROW_ADAGRAD -> rowAdagrad(rows, count, gradient, scale, (float) own);
    }
  }

  private void adam(int[] rows, int count, float[] gradient, float scale, double rate, long step) {
    double unbiased = Math.sqrt(1 - StrictMath.pow(AdamW.BETA_2, step));
    float size = (float) (rate * unbiased / (1 - StrictMath.pow(AdamW.BETA_1, step)));
    for (int r = 0; r < count; r++) {
      adam(rows[r], gradient, r * table.width(), scale, size);
    }
  }

  private void adam(int row, float[] gradient, int from, float scale, float size) {
    float[] weights = table.values().segment(row);
    float[] first = state.get(0).segment(row);
    float[] second = state.get(1).segment(row);
    int offset = table.values().offset(row);
    float b1 = (float) AdamW.BETA_1;
    float b2 = (float) AdamW.BETA_2;
    float epsilon = (float) optimizer.epsilon();
    int width = table.width();
    for (int k = 0; k < width; k++) {
      float g = gradient[from + k] * scale;
      float m = b1 * first[offset + k] + (1 - b1) * g;
      float v = b2 * second[offset + k] + (1 - b2) * g * g;
      first[offset + k] = m;
      second[offset + k] = v;
      weights[offset + k] -= size * m / ((float) Math.sqrt(v) + epsilon);
    }
  }

  private void adagrad(int[] rows, int count, float[] gradient, float scale, float rate) {
    int width = table.width();
    float epsilon = (float) optimizer.epsilon();
    for (int r = 0; r < count; r++) {
      float[] weights = table.values().segment(rows[r]);
      float[] sums = state.get(0).segment(rows[r]);
      int offset = table.values().offset(rows[r]);
      for (int k = 0; k < width; k++) {
        float g = gradient[r * width + k] * scale;
        float sum = sums[offset + k] + g * g;
        sums[offset + k] = sum;
        weights[offset + k] -= rate * g / ((float) Math.sqrt(sum) + epsilon);
      }
    }
  }

  private void rowAdagrad(int[] rows, int count, float[] gradient, float scale, float rate) {
    int width = table.width();
    for (int r = 0; r < count; r++) {
      float squares = 0;
      for (int k = r * width; k < (r + 1) * width; k++) {
        squares += gradient[k] * gradient[k];
      }
      float[] sums = state.get(0).segment(rows[r]);
      int at = state.get(0).offset(rows[r]);
      sums[at] += squares * scale * scale / width;
      float size = rate * scale / ((float) Math.sqrt(sums[at]) + (float) optimizer.epsilon());
      float[] weights = table.values().segment(rows[r]);
      int offset = table.values().offset(rows[r]);
      for (int k = 0; k < width; k++) {
        weights[offset + k] -= size * gradient[r * width + k];
      }
    }
  }
}
