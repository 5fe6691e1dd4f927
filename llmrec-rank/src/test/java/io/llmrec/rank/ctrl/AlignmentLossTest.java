package io.llmrec.rank.ctrl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.NativeTensor;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TrainingModule;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.rank.ctrl.AlignmentOptions.Scale;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentLossTest {

  private static final AlignmentOptions PLANE = new AlignmentOptions(0.7, 1, 2, Scale.SUM);
  private static final long[] DIFFERENT = {1, 2};

  @TempDir Path folder;

  @Test
  void givesTheLossWorkedOutByHand() {
    float[][] rows = {{1, 0}, {0, 1}};
    float[][] texts = {{1, 0}, {.6f, .8f}};

    AlignmentLoss.Parts loss = new AlignmentLoss(PLANE).of(rows, texts, DIFFERENT);

    assertEquals(.362254, loss.rowToText(), 1e-6);
    assertEquals(.387645, loss.textToRow(), 1e-6);
    assertEquals(.37495, loss.mean(), 1e-6);
  }

  @Test
  void theGraphGivesTheLossWorkedOutByHand() throws IOException {
    float[][] rows = {{1, 0}, {0, 1}};
    float[][] texts = {{1, 0}, {.6f, .8f}};

    assertEquals(.37495, inGraph(PLANE, rows, texts, DIFFERENT), 1e-6);
  }

  @Test
  void findsTheBestPartForEachPartAndIsNotSymmetric() {
    AlignmentLoss loss = new AlignmentLoss(new AlignmentOptions(0.7, 2, 2, Scale.SUM));
    float[] row = {1, 0, 0, 1};
    float[] text = {.6f, .8f, 0, 1};

    assertEquals(1.6, loss.similarity(row, text), 1e-6);
    assertEquals(1.8, loss.similarity(text, row), 1e-6);
  }

  @Test
  void aMeanOfPartsIsTheirSumByTheirNumber() {
    AlignmentLoss loss = new AlignmentLoss(new AlignmentOptions(0.7, 2, 2, Scale.MEAN));

    assertEquals(
        0.8, loss.similarity(new float[] {1, 0, 0, 1}, new float[] {.6f, .8f, 0, 1}), 1e-6);
  }

  @Test
  void onlyDirectionsCount() {
    float[][] rows = {{5, 0}, {0, .25f}};
    float[][] texts = {{.1f, 0}, {60, 80}};

    assertEquals(.37495, new AlignmentLoss(PLANE).of(rows, texts, DIFFERENT).mean(), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"1, 8, SUM", "4, 3, SUM", "4, 3, MEAN", "2, 1, SUM"})
  void theGraphAgreesWithPlainJava(int parts, int size, Scale scale) throws IOException {
    AlignmentOptions options = new AlignmentOptions(0.7, parts, size, scale);
    float[][] rows = random(7, options.width(), 1);
    float[][] texts = random(7, options.width(), 2);
    long[] keys = {3, 4, 3, 5, 6, 3, 4};

    double plain = new AlignmentLoss(options).of(rows, texts, keys).mean();

    assertEquals(plain, inGraph(options, rows, texts, keys), 1e-5);
  }

  /** Fewer, as many and more rows than there are tiles; the last number of rows has uneven ones. */
  @ParameterizedTest
  @CsvSource({
    "5, 1, SUM",
    "5, 4, SUM",
    "5, 4, MEAN",
    "16, 2, SUM",
    "35, 3, SUM",
    "35, 3, MEAN",
  })
  void itsGradientIsTheLossesSlope(int count, int parts, Scale scale) throws IOException {
    AlignmentOptions options = new AlignmentOptions(0.5, parts, 3, scale);
    float[][] rows = random(count, options.width(), 1);
    float[][] texts = random(count, options.width(), 2);
    long[] keys = LongStream.range(0, count).map(i -> i % (count - 2)).toArray();
    Supplier<AlignmentLoss.Parts> loss = () -> new AlignmentLoss(options).of(rows, texts, keys);

    List<float[]> gradients = gradients(options, rows, texts, keys);

    for (int row = 0; row < count; row += 2) {
      for (int k = 0; k < options.width(); k++) {
        int place = row * options.width() + k;
        assertEquals(slope(loss, rows[row], k), gradients.get(0)[place], 1e-4);
        assertEquals(slope(loss, texts[row], k), gradients.get(1)[place], 1e-4);
      }
    }
  }

  /** By how much the loss rises with one number, between a little less and a little more. */
  private static double slope(Supplier<AlignmentLoss.Parts> loss, float[] vector, int k) {
    float before = vector[k];
    float less = before - 1e-5f;
    float more = before + 1e-5f;
    vector[k] = more;
    double above = loss.get().mean();
    vector[k] = less;
    double below = loss.get().mean();
    vector[k] = before;
    return (above - below) / ((double) more - less);
  }

  @Test
  void equallyGoodPartsShareTheGradient() throws IOException {
    AlignmentOptions options = new AlignmentOptions(0.7, 2, 2, Scale.SUM);
    float[][] rows = {{1, 0, 1, 0}, {0, 1, 1, 1}};
    float[][] texts = {{3, 4, 3, 4}, {0, 1, 1, 0}};

    List<float[]> gradients = gradients(options, rows, texts, DIFFERENT);

    float[] ofTexts = gradients.get(1);
    assertEquals(ofTexts[0], ofTexts[2], 1e-7);
    assertEquals(ofTexts[1], ofTexts[3], 1e-7);
    assertTrue(Math.abs(ofTexts[0]) > 1e-3);
  }

  @Test
  void rowsWithTheSameTextAreNotHeldAgainstEachOther() throws IOException {
    float[][] rows = {{1, 0}, {1, 0}, {0, 1}};
    float[][] texts = {{1, 0}, {1, 0}, {.6f, .8f}};
    AlignmentLoss loss = new AlignmentLoss(PLANE);

    double masked = loss.of(rows, texts, new long[] {7, 7, 8}).mean();
    double unmasked = loss.of(rows, texts, new long[] {6, 7, 8}).mean();

    assertTrue(masked < unmasked);
    assertEquals(masked, inGraph(PLANE, rows, texts, new long[] {7, 7, 8}), 1e-6);
    double two = loss.of(rows, texts, new long[] {7, 7, 8}).rowToText();
    double first = Math.log(1 + Math.exp((0.6 - 1) / 0.7));
    double last = Math.log(2 * Math.exp(0 / 0.7) + Math.exp(.8 / 0.7)) - .8 / 0.7;
    assertEquals((2 * first + last) / 3, two, 1e-6);
  }

  @Test
  void aBatchOfOneTextOnlyCostsNothing() throws IOException {
    float[][] rows = random(4, 2, 3);
    long[] keys = {1, 1, 1, 1};

    assertEquals(0, new AlignmentLoss(PLANE).of(rows, rows, keys).mean(), 0);
    assertEquals(0, inGraph(PLANE, rows, rows, keys), 0);
  }

  @Test
  void aVectorOfZerosGivesAFiniteLoss() throws IOException {
    float[][] rows = {{0, 0}, {0, 1}};

    double loss = new AlignmentLoss(PLANE).of(rows, rows, DIFFERENT).mean();

    assertTrue(Double.isFinite(loss));
    assertEquals(loss, inGraph(PLANE, rows, rows, DIFFERENT), 1e-6);
  }

  @Test
  void refusesListsOfUnequalLength() {
    AlignmentLoss loss = new AlignmentLoss(PLANE);
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> loss.of(new float[2][2], new float[3][2], new long[2]));
    assertEquals(
        "as many rows, texts and keys are needed, at least 1, were 2, 3 and 2",
        thrown.getMessage());
  }

  @Test
  void refusesVectorsOfAnotherWidth() {
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AlignmentLoss(PLANE).similarity(new float[2], new float[3]));
    assertEquals("a vector must be of 2 numbers, was of 3", thrown.getMessage());
  }

  @Test
  void optionsSayWhatIsAllowed() {
    assertEquals(
        "temperature must be above 0 and at most 100, was 0.0",
        assertThrows(IllegalArgumentException.class, () -> new AlignmentOptions(0, 1, 8, Scale.SUM))
            .getMessage());
    assertEquals(
        "parts and partSize must be at least 1 and at most 4096 together, were 0 and 8",
        assertThrows(IllegalArgumentException.class, () -> new AlignmentOptions(1, 0, 8, Scale.SUM))
            .getMessage());
    assertEquals(128, AlignmentOptions.FINE_GRAINED.width());
    assertNotEquals(AlignmentOptions.COSINE, AlignmentOptions.FINE_GRAINED);
  }

  private double inGraph(AlignmentOptions options, float[][] rows, float[][] texts, long[] keys)
      throws IOException {
    try (TorchModule torch = TorchModule.open(archive(options), Compute.CPU, 1)) {
      return torch.call(
          session ->
              (double)
                  session
                      .forward(
                          session.floats(flat(rows), rows.length, options.width()),
                          session.floats(flat(texts), rows.length, options.width()),
                          session.wholes(keys, keys.length))
                      .get(0)
                      .getFloat());
    }
  }

  private List<float[]> gradients(
      AlignmentOptions options, float[][] rows, float[][] texts, long[] keys) throws IOException {
    List<float[]> gradients = new ArrayList<>();
    try (TrainingModule module = TrainingModule.open(archive(options), Compute.CPU)) {
      module.run(
          1,
          List.of(tensor(rows), tensor(texts)),
          List.of(numbers(keys)),
          (leaf, gradient) -> {
            float[] copy = new float[gradient.remaining()];
            gradient.get(copy);
            gradients.add(copy);
          });
    }
    return gradients;
  }

  private static NativeTensor tensor(float[][] rows) {
    NativeTensor tensor = new NativeTensor();
    tensor.floats(rows.length, rows[0].length).put(flat(rows));
    return tensor;
  }

  private static NativeTensor numbers(long[] values) {
    NativeTensor tensor = new NativeTensor();
    tensor.wholes(values.length).put(values);
    return tensor;
  }

  private Path archive(AlignmentOptions options) throws IOException {
    ScriptBuilder module = new ScriptBuilder(Precision.F32);
    MethodBuilder forward = module.method("forward", "rows", "texts", "keys");
    forward.returns(
        new AlignmentLoss(options)
            .write(forward, forward.input("rows"), forward.input("texts"), forward.input("keys")));
    Path archive = folder.resolve("loss.pt");
    try (OutputStream out = Files.newOutputStream(archive)) {
      module.build().writeTo(out);
    }
    return archive;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  private static float[][] random(int count, int width, int seed) {
    Draws draws = Draws.of(seed);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int k = 0; k < width; k++) {
        row[k] = draws.aroundZero();
      }
    }
    return rows;
  }
}
