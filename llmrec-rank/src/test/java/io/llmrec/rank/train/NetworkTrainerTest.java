package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTrainerTest {

  private static List<Batch> batches(int count, int rows, long seed) {
    Draws draws = Draws.of(seed);
    List<Batch> batches = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      int[] left = new int[16];
      int[] right = new int[16];
      float[] labels = new float[16];
      for (int i = 0; i < 16; i++) {
        left[i] = draws.below(rows);
        right[i] = draws.below(rows);
        labels[i] = (left[i] + right[i]) % 3 - 1;
      }
      batches.add(TinyNetwork.batch(left, right, labels));
    }
    return batches;
  }

  @Test
  void learnsAndScoresAsPlainJava() {
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    List<Batch> data = batches(40, 9, 7);
    TrainingOptions options = TrainingOptions.builder().epochs(20).learningRate(0.02).build();

    TrainingReport report = new NetworkTrainer(options).train(network, seed -> data.iterator());

    double first = report.epochs().get(0).loss();
    double last = report.epochs().get(19).loss();
    assertTrue(last < 0.5 * first, "from %s to %s".formatted(first, last));
    assertEquals(800, report.steps());
    try (NetworkScorer scorer = NetworkScorer.open(network, Compute.CPU, 1, "score")) {
      float[] scores =
          scorer
              .score(new Batch(2).ids("left", new int[] {0, 8}).ids("right", new int[] {3, 3}))
              .get(0);
      assertEquals(network.score(0, 3), scores[0], 1e-5);
      assertEquals(network.score(8, 3), scores[1], 1e-5);
    }
  }

  private static final TrainingOptions.Builder SHORT =
      TrainingOptions.builder().epochs(2).learningRate(0.02).weightDecay(0.01);

  @Test
  void givesTheSameBitsAfterBeingKilled(@TempDir Path folder) {
    List<Batch> data = batches(6, 9, 7);
    Validation validation = network -> ((TinyNetwork) network).score(1, 2);
    TinyNetwork straight = new TinyNetwork(9, 0.3, 5);
    TrainingReport expected =
        new NetworkTrainer(SHORT.build()).train(straight, seed -> data.iterator(), validation);

    TrainingOptions kept = SHORT.checkpoints(folder, 2).build();
    for (int most : new int[] {3, 2, 4, 1}) {
      BatchSource killed = seed -> killedAfter(most, data.iterator());
      assertThrows(
          Killed.class,
          () -> new NetworkTrainer(kept).train(new TinyNetwork(9, 0.3, 5), killed, validation));
    }
    TinyNetwork resumed = new TinyNetwork(9, 0.3, 5);
    TrainingReport report =
        new NetworkTrainer(kept).train(resumed, seed -> data.iterator(), validation);

    assertEquals(expected, report);
    assertSameBits(straight, resumed);
  }

  private static void assertSameBits(TinyNetwork one, TinyNetwork other) {
    for (String name : one.weights().names()) {
      assertArrayEquals(one.weights().values(name), other.weights().values(name), name);
    }
    for (int row = 0; row < one.table().rows(); row++) {
      assertArrayEquals(one.table().row(row), other.table().row(row));
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Iterator<Batch> killedAfter(int most, Iterator<Batch> batches) {
    return new Iterator<>() {
      private int left = most;

      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        if (left-- == 0) {
          throw new Killed();
        }
        return batches.next();
      }
    };
  }
}
