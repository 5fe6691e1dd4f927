package io.llmrec.embed.adaptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.Progress;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The mixture of experts: its numbers, its slopes, and what it learns. */
class MixtureTest {

  private static final Map<String, Embedding> ITEMS = Clouds.items(300);
  private static final List<List<String>> TRAIN = Clouds.histories(300, 200, 1);
  private static final List<List<String>> VALIDATION = Clouds.histories(80, 200, 2);
  private static final MixtureOptions OPTIONS = new MixtureOptions(3, 8, 6, 1);

  private static TrainedMixture train(MixtureOptions options, int threads) {
    return new MixtureTrainer(options, Progress.none(), threads)
        .train("cloud", ITEMS::get, TRAIN, VALIDATION);
  }

  private static MixtureWeights randomWeights(int experts, int inputs, int outputs) {
    MixtureWeights weights = MixtureWeights.zeros(experts, inputs, outputs);
    SplittableRandom random = new SplittableRandom(23);
    for (float[] array : weights.arrays()) {
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }
    return weights;
  }

  private static List<float[]> vectors(int count, int inputs) {
    SplittableRandom random = new SplittableRandom(29);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[inputs];
      for (int j = 0; j < inputs; j++) {
        values[j] = (float) (random.nextDouble() * 2 - 1);
      }
      vectors.add(values);
    }
    return vectors;
  }

  /** Two rows, temperature 0.7, of which the loss is known from elsewhere. */
  @Test
  void theLossHasTheKnownValue() {
    float[] images = {1, 0, 0, 1, 1, 0, 0.6f, 0.8f};
    SequenceBatch batch = SequenceBatch.of(List.of(new int[] {0}, new int[] {1}), 2, 3);

    assertEquals(0.362254, new ContrastiveLoss(batch, images, 2, 0.7, 10).value(), 1e-6);
  }

  /**
   * Known from elsewhere: scores 2, 1, 1.5 and shares .5, .1, .4 give .277966, .511290, .210744.
   */
  @Test
  void theCorrectionHasTheKnownValue() {
    float[] images = {1, 0, 1, 0, 0.5f, 0.8660254f, 0.75f, 0.6614378f, 0, 1};
    double[] lowered = {Math.log(0.5), Math.log(0.1), Math.log(0.4)};
    SequenceBatch batch =
        new SequenceBatch(
            List.of(new int[] {0}, new int[] {0}, new int[] {0}), new int[] {1, 2, 3}, lowered);

    double expected = -(Math.log(0.277966) + Math.log(0.511290) + Math.log(0.210744)) / 3;
    assertEquals(expected, new ContrastiveLoss(batch, images, 2, 0.5, 10).value(), 1e-5);
  }

  /** A third row with the same next item changes nothing for the first: it is masked whole. */
  @Test
  void rowsWithTheSameNextItemAreNoNegatives() {
    float[] images = {1, 0, 0, 1, 1, 0, 0.6f, 0.8f};
    SequenceBatch same = SequenceBatch.of(List.of(new int[] {0}, new int[] {0}), 3, 3);
    SequenceBatch known = SequenceBatch.of(List.of(new int[] {0, 2}, new int[] {1}), 3, 2);

    assertEquals(0, new ContrastiveLoss(same, images, 2, 0.7, 10).value(), 1e-9);
    double second = Math.log(1 + Math.exp(0.8 / 0.7)) - 0;
    assertEquals(
        second / 2,
        new ContrastiveLoss(known, images, 2, 0.7, 10).value(),
        1e-6,
        "an item of the own history is no negative");
  }

  @Test
  void anUntrainedGateIsEvenAndItsNoiseHasTheKnownDeviation() {
    MixtureForward forward = MixtureForward.serving(MixtureWeights.zeros(4, 3, 2), vectors(2, 3));

    for (float gate : forward.gates()) {
      assertEquals(0.25, gate, 1e-7);
    }
    assertEquals(0.703147, MixtureForward.deviation(0), 1e-6);
    assertEquals(50.01, MixtureForward.deviation(50), 1e-5);
    assertEquals(0.01, MixtureForward.deviation(-50), 1e-6);
  }

  @Test
  void gatesAddUpAndPartsAreWeightedByThem() {
    MixtureWeights weights = randomWeights(3, 5, 2);
    float[] x = vectors(1, 5).get(0);
    MixtureForward forward = MixtureForward.serving(weights, List.of(x));

    float[] expected = new float[2];
    float sum = 0;
    for (int k = 0; k < 3; k++) {
      float gate = forward.gates()[k];
      sum += gate;
      for (int j = 0; j < 2; j++) {
        for (int i = 0; i < 5; i++) {
          expected[j] += gate * (x[i] - weights.bias()[k][i]) * weights.matrix()[k][i * 2 + j];
        }
      }
    }
    assertEquals(1, sum, 1e-6);
    assertArrayEquals(expected, forward.images(), 1e-5f);
  }

  private static double loss(MixtureWeights weights, List<float[]> vectors, SequenceBatch batch) {
    MixtureForward forward = MixtureForward.learning(weights, vectors, 0.2, Draws.of(7), null);
    return new ContrastiveLoss(batch, forward.images(), weights.outputs(), 0.5, 2).value();
  }

  /** The slope of every weight against the difference of two losses beside it. */
  @Test
  void slopesAreThoseOfTheLoss() {
    MixtureWeights weights = randomWeights(3, 6, 5);
    List<float[]> vectors = vectors(9, 6);
    SequenceBatch batch =
        new SequenceBatch(
            List.of(new int[] {0, 1, 2}, new int[] {3}, new int[] {4, 0}, new int[] {8, 5}),
            new int[] {5, 6, 6, 7},
            new double[] {-1, -0.5, -0.5, -2});
    MixtureForward forward = MixtureForward.learning(weights, vectors, 0.2, Draws.of(7), null);
    MixtureWeights slopes =
        forward.backward(new ContrastiveLoss(batch, forward.images(), 5, 0.5, 2).slopes());

    for (int array = 0; array < weights.arrays().size(); array++) {
      float[] values = weights.arrays().get(array);
      for (int i = 0; i < values.length; i++) {
        float kept = values[i];
        float step = 4e-3f;
        values[i] = kept + step;
        double above = loss(weights, vectors, batch);
        values[i] = kept - step;
        double below = loss(weights, vectors, batch);
        values[i] = kept;
        assertEquals(
            (above - below) / (2 * step),
            slopes.arrays().get(array)[i],
            3e-3,
            "array " + array + ", weight " + i);
      }
    }
  }

  /** From weights by chance instead of the good start. */
  @Test
  void stepsLowerTheLoss() {
    MixtureWeights weights = randomWeights(3, 24, 8);
    HistoryNumbers numbers = new HistoryNumbers(ITEMS::get);
    List<int[]> histories = numbers.of(TRAIN);
    HistoryBatches batches = new HistoryBatches(histories, numbers.rows().size());
    MixtureValidation validation = new MixtureValidation(numbers.rows(), numbers.of(VALIDATION));
    double before = validation.reciprocalRank(weights);
    Adam adam = new Adam(weights, 0.01);
    for (int epoch = 0; epoch < 12; epoch++) {
      for (SequenceBatch batch : batches.draw(Draws.of(epoch))) {
        MixtureForward forward =
            MixtureForward.learning(weights, numbers.rows(), 0.2, Draws.of(epoch, 1), null);
        ContrastiveLoss loss =
            new ContrastiveLoss(batch, forward.images(), 8, MixtureOptions.TEMPERATURE, 10);
        adam.step(weights, forward.backward(loss.slopes()));
      }
    }

    double after = validation.reciprocalRank(weights);
    assertTrue(after > 1.3 * before, before + " to " + after);
  }

  @Test
  void learnsTastesAlsoOfItemsThatNoHistoryHeld() {
    TrainedMixture trained = train(OPTIONS, 2);

    Embedding cold = trained.map().apply(item("i295"));
    assertTrue(
        cold.dot(trained.map().apply(item("i290")))
            > 0.4 + cold.dot(trained.map().apply(item("i291"))));
    for (double value : trained.validation()) {
      assertTrue(value <= trained.validation().get(trained.bestEpoch()));
    }
  }

  /** Pairs by chance say nothing, so whitening is the better start. */
  @Test
  void theBetterStartIsTaken() {
    SplittableRandom random = new SplittableRandom(8);
    List<List<String>> chance = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chance.add(random.ints(3, 0, 200).mapToObj(item -> "i" + item).toList());
    }
    MixtureTrainer trainer = new MixtureTrainer(new MixtureOptions(1, 8, 0, 1), Progress.none(), 1);

    double informed = trainer.train("", ITEMS::get, TRAIN, VALIDATION).validation().get(0);
    double blind = trainer.train("", ITEMS::get, chance, VALIDATION).validation().get(0);

    assertTrue(informed > 1.3 * blind, informed + " against " + blind);
  }

  private static Embedding item(String id) {
    return ITEMS.getOrDefault(id, Embedding.of(new float[] {1}));
  }

  @Test
  void threadsChangeNothingAndSeedsDo() {
    MixtureOptions two = new MixtureOptions(3, 8, 2, 1);

    assertEquals(train(two, 1).map().fingerprint(), train(two, 3).map().fingerprint());
    assertNotEquals(
        train(two, 1).map().apply(item("i1")),
        train(new MixtureOptions(3, 8, 2, 2), 1).map().apply(item("i1")));
  }

  @Test
  void noEpochIsAlignmentByPairs() {
    TrainedMixture start =
        new MixtureTrainer(new MixtureOptions(1, 8, 0, 1), Progress.none(), 1)
            .train("cloud", ITEMS::get, TRAIN, List.of());
    List<ItemPair> pairs = new ArrayList<>();
    for (List<String> history : TRAIN) {
      for (int i = 1; i < history.size(); i++) {
        pairs.add(new ItemPair(history.get(i - 1), history.get(i)));
      }
    }
    List<Embedding> used = ITEMS.values().stream().limit(200).toList();
    LinearMap aligned =
        PairAlignment.fit("", used, ITEMS::get, pairs, AlignmentOptions.ofDimension(8));

    assertEquals(0, start.bestEpoch());
    assertEquals(
        aligned.apply(item("i1")).dot(aligned.apply(item("i9"))),
        start.map().apply(item("i1")).dot(start.map().apply(item("i9"))),
        0.02);
  }

  /** Histories of chance teach nothing, so it must end early and keep an early epoch. */
  @Test
  void endsWhenValidationGetsNoBetter() {
    SplittableRandom random = new SplittableRandom(3);
    List<List<String>> chance = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      chance.add(random.ints(4, 0, 300).mapToObj(item -> "i" + item).toList());
    }
    List<Progress.Update> heard = new ArrayList<>();
    TrainedMixture trained =
        new MixtureTrainer(new MixtureOptions(2, 8, 200, 1), heard::add, 1)
            .train("", ITEMS::get, chance, VALIDATION);

    assertTrue(trained.validation().size() < 150, "ended after " + trained.validation().size());
    assertEquals(trained.bestEpoch() + MixtureOptions.PATIENCE, trained.validation().size() - 1);
    assertEquals(trained.validation().size() - 1, heard.size());
    assertEquals(200, heard.get(0).total());
  }

  @Test
  void aSavedMapIsTheSameAndDamageIsFound(@TempDir Path folder) throws IOException {
    MixtureMap map = new MixtureMap("cloud", "nothing", randomWeights(3, 24, 5));
    Path file = folder.resolve("mixture.safetensors");
    map.save(file);

    MixtureMap opened = MixtureMap.open(file);
    assertEquals(map.apply(item("i5")), opened.apply(item("i5")));
    assertEquals(map.fingerprint(), opened.fingerprint());
    assertEquals(5, opened.dimension());

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 9] ^= 1;
    Files.write(file, bytes);
    assertEquals(
        file + ": is damaged: its numbers do not match its checksum",
        refusal(() -> MixtureMap.open(file)));
  }

  private static String refusal(Executable misuse) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, misuse).getMessage());
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    MixtureTrainer trainer = new MixtureTrainer(OPTIONS, Progress.none(), 1);
    assertEquals(
        "train must hold a history of at least 2 items with vectors, none of 1 does",
        refusal(() -> trainer.train("", ITEMS::get, List.of(List.of("i1", "gone")), List.of())));
    assertEquals(
        "threads must be at least 1, was 0",
        refusal(() -> new MixtureTrainer(OPTIONS, Progress.none(), 0)));
    assertEquals("experts must be 1 to 64, was 0", refusal(() -> new MixtureOptions(0, 1, 1, 1)));
    assertEquals(
        "dimension must be at least 1, was 0", refusal(() -> new MixtureOptions(1, 0, 1, 1)));
    assertEquals(
        "epochs must be 0 to 1000, was -1", refusal(() -> new MixtureOptions(1, 1, -1, 1)));
    MixtureMap map = new MixtureMap("", "", randomWeights(1, 3, 2));
    assertEquals("vector must have 3 components, has 24", refusal(() -> map.apply(item("i1"))));
  }

  @Test
  void endsWhenItIsInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(IllegalStateException.class, () -> train(OPTIONS, 1));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
