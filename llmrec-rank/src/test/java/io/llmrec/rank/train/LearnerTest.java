package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnerTest {

  private static final int[] LEFT = {1, 2, 1, 7};
  private static final int[] RIGHT = {1, 5, 2, 0};
  private static final float[] LABELS = {1, -1, 0.5f, 2};
  private static final TrainingOptions STILL =
      TrainingOptions.builder().learningRate(1e-30).build();

  private final TinyNetwork network = new TinyNetwork(9, 0, 3);

  @Test
  void givesTheGradientsOfFiniteDifferences() {
    try (Learner learner = new Learner(network, STILL)) {
      double loss = learner.step(TinyNetwork.batch(LEFT, RIGHT, LABELS), 1, 1);

      assertEquals(network.loss(LEFT, RIGHT, LABELS), loss, 1e-5);
      int leaf = 0;
      for (String name : network.weights().names()) {
        float[] values = network.weights().values(name);
        for (int i = 0; i < values.length; i++) {
          assertEquals(
              difference(values, i), learner.gradients().of(leaf)[i], 2e-4, name + " " + i);
        }
        leaf++;
      }
    }
  }

  /** Ids 1 and 2 are there several times, in both inputs. */
  @Test
  void addsUpTheGradientsOfRepeatedIds() {
    try (Learner learner = new Learner(network, STILL)) {
      learner.step(TinyNetwork.batch(LEFT, RIGHT, LABELS), 1, 1);

      int[] inOrder = {1, 2, 7, 5, 0};
      float[] gradient = learner.gradients().of(network.weights().names().size());
      assertEquals(inOrder.length * TinyNetwork.WIDTH, learner.gradients().length(4));
      for (int r = 0; r < inOrder.length; r++) {
        float[] segment = network.table().values().segment(inOrder[r]);
        int offset = network.table().values().offset(inOrder[r]);
        for (int k = 0; k < TinyNetwork.WIDTH; k++) {
          assertEquals(difference(segment, offset + k), gradient[r * TinyNetwork.WIDTH + k], 2e-4);
        }
      }
    }
  }

  private double difference(float[] values, int at) {
    float kept = values[at];
    float step = 1f / 512;
    values[at] = kept + step;
    double above = network.loss(LEFT, RIGHT, LABELS);
    values[at] = kept - step;
    double below = network.loss(LEFT, RIGHT, LABELS);
    values[at] = kept;
    return (above - below) / (2 * step);
  }

  @Test
  void leavesUnseenRowsAsTheyAre() {
    TrainingOptions options = TrainingOptions.builder().learningRate(0.1).weightDecay(0.1).build();
    float[][] before = rows();
    try (Learner learner = new Learner(network, options)) {
      for (int step = 1; step <= 20; step++) {
        learner.step(TinyNetwork.batch(LEFT, RIGHT, LABELS), step, step);
      }
    }
    float[][] after = rows();
    for (int unseen : new int[] {3, 4, 6, 8}) {
      assertArrayEquals(before[unseen], after[unseen]);
    }
    for (int seen : new int[] {0, 1, 2, 5, 7}) {
      assertEquals(false, Arrays.equals(before[seen], after[seen]));
    }
  }

  private float[][] rows() {
    float[][] rows = new float[network.table().rows()][];
    Arrays.setAll(rows, network.table()::row);
    return rows;
  }

  /** Scalars that autograd keeps by reference are freed by the collector in some ways to train. */
  @Test
  void givesTheSameGradientsWhileTheCollectorRuns() {
    try (Learner learner = new Learner(network, STILL)) {
      Batch batch = TinyNetwork.batch(LEFT, RIGHT, LABELS);
      learner.step(batch, 1, 1);
      float[] expected = learner.gradients().of(0).clone();
      byte[][] garbage = new byte[64][];
      for (int step = 2; step < 400; step++) {
        learner.step(batch, step, step);
        garbage[step % garbage.length] = new byte[1 << 18];
        if (step % 40 == 0) {
          System.gc();
        }
        assertArrayEquals(expected, learner.gradients().of(0));
      }
    }
  }
}
