package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Expected numbers of several steps are PyTorch's: AdamW, SparseAdam, Adagrad. */
class OptimizersTest {

  private static final float CLOSE = 2e-6f;

  @Test
  void stepsAsAdamWDoes() {
    float[] weights = {1, -2, 0.5f};
    AdamW adam = new AdamW(weights, 0.1);

    adam.step(new float[] {0.1f, -0.2f, 0.3f}, 1, 0.01, 1);
    adam.step(new float[] {-0.3f, 0.1f, 0.2f}, 1, 0.01, 2);
    adam.step(new float[] {0, 0, 0.4f}, 1, 0.01, 3);

    assertArrayEquals(new float[] {0.99578011f, -1.9793067f, 0.469061166f}, weights, CLOSE);
  }

  /** The first step is of the size of the rate, whatever the gradient's. */
  @Test
  void beginsWithAStepOfTheRate() {
    float[] weights = {1, 1};
    new AdamW(weights, 0).step(new float[] {1e-3f, -50}, 1, 0.25, 1);

    assertArrayEquals(new float[] {0.75f, 1.25f}, weights, 1e-4f);
  }

  @Test
  void scalesTheGradientFirst() {
    float[] scaled = {1, 2};
    float[] plain = {1, 2};
    AdamW one = new AdamW(scaled, 0);
    AdamW other = new AdamW(plain, 0);
    for (int step = 1; step <= 3; step++) {
      one.step(new float[] {8, step}, 0.25f, 0.1, step);
      other.step(new float[] {2, step / 4f}, 1, 0.1, step);
    }
    assertArrayEquals(plain, scaled);
  }

  private static EmbeddingTable table(float... values) {
    EmbeddingTable table = new EmbeddingTable("t", values.length / 2, 2, Initializer.zeros(), 1);
    for (int row = 0; row < values.length / 2; row++) {
      table.setRow(row, new float[] {values[2 * row], values[2 * row + 1]});
    }
    return table;
  }

  @Test
  void stepsRowsAsSparseAdamDoes() {
    EmbeddingTable table = table(1, 2, 3, 4, 5, 6, 7, 8);
    RowUpdate update = new RowUpdate(RowOptimizer.lazyAdam(), table);

    update.step(new int[] {1, 3}, 2, new float[] {0.1f, -0.2f, 0.3f, 0.4f}, 1, 0.1, 1);
    update.step(new int[] {3, 0}, 1, new float[] {-0.5f, 0.6f, 9, 9}, 1, 0.1, 2);
    update.step(new int[] {0, 1}, 2, new float[] {0.7f, 0.8f, -0.9f, 1}, 1, 0.1, 3);

    assertArrayEquals(new float[] {0.93611866f, 1.9361186f}, table.row(0), CLOSE);
    assertArrayEquals(new float[] {2.9571424f, 4.0486336f}, table.row(1), CLOSE);
    assertArrayEquals(new float[] {5, 6}, table.row(2));
    assertArrayEquals(new float[] {6.9293561f, 7.8009195f}, table.row(3), CLOSE);
  }

  @Test
  void stepsRowsAsAdagradDoes() {
    EmbeddingTable table = table(1, 2, 3, 4);
    RowUpdate update = new RowUpdate(new RowOptimizer(RowOptimizer.Kind.ADAGRAD, 1, 1e-10), table);

    update.step(new int[] {0, 1}, 2, new float[] {0.1f, -0.2f, 0.3f, 0.4f}, 1, 0.1, 1);
    update.step(new int[] {0, 1}, 2, new float[] {-0.5f, 0.6f, 0.7f, -0.8f}, 1, 0.1, 2);

    assertArrayEquals(new float[] {0.99805808f, 2.0051315f}, table.row(0), CLOSE);
    assertArrayEquals(new float[] {2.8080857f, 3.9894428f}, table.row(1), CLOSE);
  }

  /** The root of the mean square of (3, 4) is 3.5355; of (3, 4) and (0, 1) together 3.6056. */
  @Test
  void dividesARowByTheRootOfItsMeanSquares() {
    EmbeddingTable table = table(0, 0, 7, 7);
    RowUpdate update =
        new RowUpdate(new RowOptimizer(RowOptimizer.Kind.ROW_ADAGRAD, 1, 1e-10), table);

    update.step(new int[] {0}, 1, new float[] {6, 8}, 0.5f, 1, 1);
    assertArrayEquals(new float[] {-0.848528f, -1.131371f}, table.row(0), 1e-5f);
    update.step(new int[] {0}, 1, new float[] {0, 1}, 1, 1, 2);
    assertArrayEquals(new float[] {-0.848528f, -1.131371f - 0.277350f}, table.row(0), 1e-5f);
    assertArrayEquals(new float[] {7, 7}, table.row(1));
  }

  @Test
  void refusesARateOf0() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RowOptimizer.adagrad().withRate(0))
            .getMessage();

    assertEquals("rate and epsilon must be above 0, were 0.0 and 1.0E-10", message);
  }
}
