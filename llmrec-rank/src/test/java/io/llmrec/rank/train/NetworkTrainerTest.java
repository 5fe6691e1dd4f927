package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static TrainingReport train(
      TrainingOptions options, TinyNetwork network, List<Batch> data, Validation validation) {
    return new NetworkTrainer(options).train(network, seed -> data.iterator(), validation);
  }

  @Test
  void returnsTheBestEpochAndStopsWhenItIsLongAgo() {
    Iterator<Double> metrics = List.of(0.5, 0.7, 0.6, 0.7, 0.9, 1.0).iterator();
    List<float[]> after = new ArrayList<>();
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    TrainingOptions options = TrainingOptions.builder().epochs(6).patience(2).build();

    TrainingReport report =
        train(
            options,
            network,
            batches(3, 9, 7),
            trained -> {
              after.add(trained.weights().values("w1").clone());
              return metrics.next();
            });

    assertEquals(2, report.bestEpoch());
    assertEquals(4, report.epochs().size());
    assertEquals(0.7, report.bestMetric());
    assertArrayEquals(after.get(1), network.weights().values("w1"));
  }

  @Test
  void givesTheSameWithTheSameSeedOnly() {
    TinyNetwork one = new TinyNetwork(9, 0.4, 5);
    TinyNetwork same = new TinyNetwork(9, 0.4, 5);
    TinyNetwork other = new TinyNetwork(9, 0.4, 5);
    List<Batch> data = batches(5, 9, 7);
    new NetworkTrainer(SHORT.seed(1).build()).train(one, seed -> data.iterator());
    new NetworkTrainer(SHORT.seed(1).build()).train(same, seed -> data.iterator());
    new NetworkTrainer(SHORT.seed(2).build()).train(other, seed -> data.iterator());

    assertSameBits(one, same);
    assertFalse(Arrays.equals(one.weights().values("w1"), other.weights().values("w1")));
  }

  /** A half of the hidden numbers dropped changes the training's loss, not the scores. */
  @Test
  void dropsInTrainingOnly() {
    TinyNetwork network = new TinyNetwork(9, 0.5, 5);
    Batch batch = batches(1, 9, 7).get(0);
    TrainingOptions still = TrainingOptions.builder().learningRate(1e-30).build();
    try (Learner learner = new Learner(network, still);
        NetworkScorer scorer = NetworkScorer.open(network, Compute.CPU, 1, "score")) {
      double first = learner.step(batch, 1, 1);
      double second = learner.step(batch, 2, 2);
      assertNotEquals(first, second, 1e-6);
      assertEquals(first, learner.step(batch, 3, 1));
      assertArrayEquals(scorer.score(batch).get(0), scorer.score(batch).get(0));
      int[] left = (int[]) batch.input("left").values();
      int[] right = (int[]) batch.input("right").values();
      assertEquals(network.score(left[3], right[3]), scorer.score(batch).get(0)[3], 1e-5);
    }
  }

  private static String failure(Class<? extends RuntimeException> type, Batch batch) {
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    TrainingOptions options = TrainingOptions.builder().learningRate(0.25).build();
    BatchSource source = seed -> List.of(batches(1, 9, 7).get(0), batch).iterator();
    return assertThrows(type, () -> new NetworkTrainer(options).train(network, source))
        .getMessage();
  }

  @Test
  void namesStepRateWeightAndInputOfALossThatIsNone() {
    Batch batch = TinyNetwork.batch(new int[] {1}, new int[] {2}, new float[] {Float.NaN});

    assertEquals(
        "step 2 failed at learning rate 0.25: the loss is NaN, the largest gradient is of 'w1' with"
            + " NaN; input 'label' has NaN at place 0",
        failure(IllegalStateException.class, batch));
  }

  @Test
  void namesTheWeightOfAGradientThatExplodes() {
    Batch batch = TinyNetwork.batch(new int[] {1}, new int[] {2}, new float[] {3e38f});

    String message = failure(IllegalStateException.class, batch);

    assertTrue(
        message.startsWith("step 2 failed at learning rate 0.25: the loss is Infinity"), message);
  }

  @Test
  void refusesIdsThatATableLacks() {
    assertEquals(
        "input 'right' has the id 9 at place 1, table 'ids' has the rows 0 to 8",
        failure(
            IllegalArgumentException.class,
            TinyNetwork.batch(new int[] {1, 2}, new int[] {2, 9}, new float[] {1, 1})));
  }

  @Test
  void refusesABatchThatLacksAnInput() {
    assertEquals(
        "the batch lacks the input 'right', it has [left]",
        failure(IllegalArgumentException.class, new Batch(1).ids("left", new int[] {1})));
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Batch batch =
        new Batch(2)
            .ids("left", new int[] {1, 2})
            .ids("right", new int[] {1, 2, 3}, 3)
            .floats("label", new float[2]);
    assertTrue(failure(IllegalStateException.class, batch).startsWith("the graph failed: "));
  }

  @Test
  void refusesAnEpochWithoutBatches() {
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    NetworkTrainer trainer = new NetworkTrainer(TrainingOptions.defaults());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.train(network, seed -> List.<Batch>of().iterator()))
            .getMessage();
    assertEquals("epoch 1 has no batches", message);
  }

  @Test
  void refusesAMetricThatIsNone() {
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> train(SHORT.build(), network, batches(1, 9, 7), trained -> Double.NaN))
            .getMessage();
    assertEquals("the validation after epoch 1 gave NaN, a finite number is needed", message);
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    List<Batch> data = batches(2, 9, 7);
    Thread.currentThread().interrupt();
    try {
      String message =
          assertThrows(
                  IllegalStateException.class,
                  () -> new NetworkTrainer(SHORT.build()).train(network, s -> data.iterator()))
              .getMessage();
      assertEquals("interrupted in step 1", message);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void tellsOfEveryEpoch() {
    List<TrainingProgress.Update> updates = new ArrayList<>();
    TinyNetwork network = new TinyNetwork(9, 0, 5);
    List<Batch> data = batches(3, 9, 7);

    new NetworkTrainer(TrainingOptions.builder().epochs(2).build(), updates::add)
        .train(network, seed -> data.iterator(), trained -> 0.625);

    List<TrainingProgress.Update> ends =
        updates.stream().filter(one -> one.step() % 3 == 0).toList();
    TrainingProgress.Update last = ends.get(ends.size() - 1);
    assertEquals(2, last.epoch());
    assertEquals(6, last.step());
    assertEquals(0.625, last.metric());
    assertTrue(last.samplesPerSecond() > 0);
    assertEquals(Duration.ZERO, last.left());
  }
}
