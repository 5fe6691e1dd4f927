package io.llmrec.rank.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.compute.Draws;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScorer;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.TrainableNetwork;
import io.llmrec.rank.train.Weights;
import io.llmrec.rank.transformer.Transformer.Direction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainTransformerTest {

  private static final TransformerShape SHAPE = new TransformerShape(24, 3, 20, 2);
  private static final int LENGTH = 7;

  @ParameterizedTest
  @EnumSource(Direction.class)
  void givesWhatTheGraphGives(Direction direction) {
    Bare network = new Bare(direction, false);
    float[] sequence = random(LENGTH * SHAPE.width(), 5);

    float[] inGraph = network.run(new Batch(1).floats("x", sequence, 1, LENGTH, SHAPE.width()));

    assertArrayEquals(inGraph, network.plain().all(sequence), 1e-5f);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void theLastPlaceAloneIsTheSame(Direction direction) {
    PlainTransformer plain = new Bare(direction, false).plain();
    float[] sequence = random(LENGTH * SHAPE.width(), 6);

    float[] all = plain.all(sequence);

    assertArrayEquals(
        Arrays.copyOfRange(all, all.length - SHAPE.width(), all.length), plain.last(sequence), 0f);
  }

  @Test
  void lookingBackAPlaceIgnoresWhatFollows() {
    PlainTransformer plain = new Bare(Direction.BACKWARDS, false).plain();
    float[] sequence = random(LENGTH * SHAPE.width(), 7);
    float[] shorter = Arrays.copyOf(sequence, 4 * SHAPE.width());

    float[] all = plain.all(sequence);

    assertArrayEquals(plain.all(shorter), Arrays.copyOf(all, shorter.length), 0f);
  }

  @Test
  void filledUpPlacesChangeNothingBehindTheMask() {
    Bare network = new Bare(Direction.BOTH, true);
    int width = SHAPE.width();
    float[] sequence = random(LENGTH * width, 8);
    float[] filled = Arrays.copyOf(sequence, (LENGTH + 3) * width);
    Arrays.fill(filled, sequence.length, filled.length, 9f);
    float[] mask = new float[LENGTH + 3];
    Arrays.fill(mask, LENGTH, mask.length, -1e9f);

    float[] inGraph =
        network.run(
            new Batch(1)
                .floats("x", filled, 1, LENGTH + 3, width)
                .floats("mask", mask, 1, 1, 1, LENGTH + 3));

    assertArrayEquals(
        network.plain().all(sequence), Arrays.copyOf(inGraph, sequence.length), 1e-5f);
  }

  @Test
  void namesAllItsWeights() {
    Transformer transformer = new Transformer("t", SHAPE, Direction.BOTH, 0);
    Weights weights = new Weights(1);

    transformer.addTo(weights);

    assertEquals(weights.names(), transformer.weightNames());
    assertEquals(2 * 16 + 2, weights.names().size());
  }

  @Test
  void refusesHalfAPlace() {
    PlainTransformer plain = new Bare(Direction.BOTH, false).plain();
    assertEquals(
        "a sequence must hold 24 numbers for each of at least 1 place, holds 25",
        assertThrows(IllegalArgumentException.class, () -> plain.all(new float[25])).getMessage());
    assertThrows(IllegalArgumentException.class, () -> plain.last(new float[0]));
  }

  @Test
  void shapesSayWhatIsAllowed() {
    assertEquals(
        "width must be a multiple of heads, both at least 1 and width at most 4096, were 10 and 3",
        message(() -> new TransformerShape(10, 3, 8, 1)));
    assertEquals(
        "inner must be 1 to 16384, was 0", message(() -> new TransformerShape(10, 2, 0, 1)));
    assertEquals(
        "layers must be 1 to 64, was 65", message(() -> new TransformerShape(10, 2, 8, 65)));
    assertEquals(
        "dropout must be from 0 to below 1, was 1.0",
        message(() -> new Transformer("t", SHAPE, Direction.BOTH, 1)));
    assertEquals(
        "name of a transformer must not be blank",
        message(() -> new Transformer(" ", SHAPE, Direction.BOTH, 0)));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  private static float[] random(int count, int seed) {
    Draws draws = Draws.of(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = draws.aroundZero();
    }
    return values;
  }

  /** A transformer and nothing else. */
  private static final class Bare implements TrainableNetwork {

    private final Transformer transformer;
    private final Weights weights = new Weights(3);
    private final boolean masked;

    Bare(Direction direction, boolean masked) {
      this.masked = masked;
      transformer = new Transformer("t", SHAPE, direction, 0.3);
      transformer.addTo(weights);
      for (String name : weights.names()) {
        float[] values = weights.values(name);
        float[] noise = random(values.length, name.hashCode());
        for (int i = 0; i < values.length; i++) {
          values[i] += 0.3f * noise[i];
        }
      }
    }

    PlainTransformer plain() {
      return new PlainTransformer(transformer, weights::values);
    }

    float[] run(Batch batch) {
      try (NetworkScorer scorer = NetworkScorer.open(this, Compute.CPU, 1, "all")) {
        return scorer.score(batch).get(0);
      }
    }

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public List<EmbeddingTable> tables() {
      return List.of();
    }

    @Override
    public void script(NetworkScript script) {
      Value mask = masked ? script.input("mask") : null;
      Value all = transformer.write(script, script.input("x"), mask);
      script.output("all", () -> all);
      script.loss(() -> script.method().op("torch.mean", all));
    }
  }
}
