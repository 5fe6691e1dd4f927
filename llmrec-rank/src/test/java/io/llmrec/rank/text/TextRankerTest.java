package io.llmrec.rank.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.rank.Ranker;
import io.llmrec.core.testing.RankerContract;
import io.llmrec.core.testing.Samples;
import io.llmrec.embed.torch.Compute;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.NetworkTrainer;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.transformer.TransformerShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRankerTest implements RankerContract {

  private static final TransformerShape SHAPE = new TransformerShape(16, 2, 16, 2);
  private static final LoraOptions LORA = new LoraOptions(4, 8, 0.05);
  private static final Tastes LEARNED = Tastes.learned();
  private static final Tastes ASKED = Tastes.asked();

  @TempDir Path folder;

  private static WordTransformer base() {
    return new WordTransformer(Tastes.words(), SHAPE, 24, 0.1, 2);
  }

  private static final TextModel UNTRAINED = TextNetwork.whole(base(), 1).model();

  @Override
  public Ranker ranker() {
    return new TextRanker(
        UNTRAINED,
        (context, candidates) ->
            candidates.stream()
                .map(one -> new RowText("likes warm", List.of(), one.item().title()))
                .toList());
  }

  @Test
  void allOfItLearnsToAnswer() {
    TextRankerTrainer.Trained trained =
        new TextRankerTrainer(training(25, 0.01), 8).fit(base(), LEARNED, ASKED);

    assertTrue(trained.report().bestMetric() > 0.9, trained.report()::toString);
  }

  @Test
  void adaptersLearnToAnswerOverABaseThatLearnedSomethingElse() {
    WordTransformer base = base();
    new TextRankerTrainer(training(25, 0.01), 8).fit(base, LEARNED, ASKED);
    TextRankerTrainer other = new TextRankerTrainer(training(40, 0.02), 8);

    TextRankerTrainer.Trained trained = other.adapt(base, LORA, LEARNED.byShape(), ASKED.byShape());

    assertTrue(trained.report().bestMetric() > 0.9, trained.report()::toString);
  }

  private static TrainingOptions training(int epochs, double rate) {
    return TrainingOptions.builder().epochs(epochs).learningRate(rate).patience(epochs).build();
  }

  @Test
  void adaptersThatAreZeroAreTheBaseBitForBit() {
    WordTransformer base = base();
    TextNetwork plain = TextNetwork.whole(base, 5);
    TextNetwork adapted = TextNetwork.adapted(base, LORA, 5);

    float[] expected = inGraph(plain);
    float[] actual = inGraph(adapted);

    assertArrayEquals(bits(expected), bits(actual));
    List<RowText> texts = texts(ASKED);
    assertArrayEquals(
        plain.model().probabilities(texts), adapted.model().probabilities(texts), 0.0);
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }

  private static float[] inGraph(TextNetwork network) {
    try (NetworkScorer scorer = NetworkScorer.open(network, Compute.CPU, 1, TextNetwork.LOGIT)) {
      return scorer.score(network.batch(texts(ASKED))).get(0);
    }
  }

  private static List<RowText> texts(LabelledTexts rows) {
    return IntStream.range(0, rows.count()).mapToObj(rows::text).toList();
  }

  @Test
  void onlyAdaptersAndTheYesChange() {
    WordTransformer base = base();
    Map<String, float[]> before = new LinkedHashMap<>();
    base.weights().names().forEach(name -> before.put(name, base.weights().values(name).clone()));
    float[] word = base.table().row(5);
    TextNetwork network = TextNetwork.adapted(base, LORA, 5);
    List<String> names = new ArrayList<>(network.weights().names());
    float[] yes = network.weights().values("yes.weight").clone();

    new TextRankerTrainer(training(2, 0.02), 8).adapt(base, LORA, LEARNED, ASKED);
    new NetworkTrainer(training(1, 0.02))
        .train(network, seed -> List.of(batch(network)).iterator());

    before.forEach((name, values) -> assertArrayEquals(values, base.weights().values(name), name));
    assertArrayEquals(word, base.table().row(5));
    assertFalse(Arrays.equals(yes, network.weights().values("yes.weight")));
    names.removeIf(name -> name.startsWith("lora.") || name.startsWith("yes."));
    assertEquals(List.of(), names);
    assertEquals(2 * 2 * 2 + 2, network.weights().names().size());
  }

  private static io.llmrec.rank.train.Batch batch(TextNetwork network) {
    float[] labels = new float[LEARNED.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = LEARNED.positive(i) ? 1 : 0;
    }
    return network.batch(texts(LEARNED), labels);
  }

  @Test
  void servesInPlainJavaWhatTheGraphGives() {
    TextNetwork network = TextNetwork.adapted(base(), LORA, 5);
    new NetworkTrainer(training(3, 0.05))
        .train(network, seed -> List.of(batch(network)).iterator());

    float[] inGraph = inGraph(network);

    TextModel model = network.model();
    for (int i = 0; i < inGraph.length; i++) {
      assertEquals(inGraph[i], model.logit(ASKED.text(i)), 1e-5);
    }
  }

  @Test
  void aKeptModelIsTheSame() throws IOException {
    TextRankerTrainer.Trained trained =
        new TextRankerTrainer(training(1, 0.02), 8).adapt(base(), LORA, LEARNED, ASKED);
    TextModelFolder.write(folder, trained, "data");

    TextModel opened = TextModelFolder.open(folder);

    assertEquals(trained.model().fingerprint(), opened.fingerprint());
    assertArrayEquals(
        trained.model().probabilities(texts(ASKED)), opened.probabilities(texts(ASKED)));
    try (Stream<Path> files = Files.list(folder)) {
      Path weights =
          files.filter(one -> one.toString().endsWith(".safetensors")).findFirst().orElseThrow();
      Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 100));
    }
    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> TextModelFolder.open(folder));
    assertTrue(thrown.getMessage().contains(folder.toString()), thrown.getMessage());
  }

  @Test
  void theSameSeedGivesTheSameModel() {
    TextModel one = new TextRankerTrainer(training(1, 0.02), 8).fit(base(), LEARNED, ASKED).model();
    TextModel two = new TextRankerTrainer(training(1, 0.02), 8).fit(base(), LEARNED, ASKED).model();

    assertEquals(one.fingerprint(), two.fingerprint());
    assertNotEquals(one.fingerprint(), UNTRAINED.fingerprint());
  }

  @Test
  void refusesTextsThatAreMissing() {
    Ranker ranker = new TextRanker(UNTRAINED, (context, candidates) -> List.of());
    Exception thrown =
        assertThrows(
            IllegalStateException.class,
            () -> ranker.score(Samples.context(), Samples.candidates()));
    assertEquals(
        "texts: %d candidates in, 0 texts out".formatted(Samples.candidates().size()),
        thrown.getMessage());
  }

  @Test
  void refusesRowsThatTeachNothing() {
    TextRankerTrainer trainer = new TextRankerTrainer(training(1, 0.02), 8);
    assertEquals(
        "there must be rows to learn from",
        message(() -> trainer.fit(base(), Tastes.none(), ASKED)));
    assertEquals(
        "validation must have rows with yes and with no, all 0 are alike",
        message(() -> trainer.fit(base(), LEARNED, Tastes.none())));
    assertEquals(
        "batch must be at least 1, was 0",
        message(() -> new TextRankerTrainer(training(1, 0.02), 0)));
  }

  @Test
  void adapterOptionsSayWhatIsAllowed() {
    assertEquals("rank must be 1 to 1024, was 0", message(() -> new LoraOptions(0, 16, 0)));
    assertEquals("alpha must be above 0, was 0.0", message(() -> new LoraOptions(8, 0, 0)));
    assertEquals(
        "dropout must be from 0 to below 1, was 1.0", message(() -> new LoraOptions(8, 16, 1)));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }
}
