package io.llmrec.rank.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayersTest {

  private final Weights weights = new Weights(3);

  @ParameterizedTest
  @EnumSource(Nonlinearity.class)
  void denseLayersAgree(Nonlinearity nonlinearity) {
    Dense layer = new Dense("dense", 13, 9, nonlinearity);
    layer.declare(weights);
    Faces.disturb(weights);

    Faces.agree(weights, layer.computed(weights), s -> layer.script(s, s.input("x")));
  }

  @Test
  void aDenseLayerInPartsIsTheWhole() {
    Dense layer = new Dense("dense", 13, 9, Nonlinearity.RELU);
    layer.declare(weights);
    Faces.disturb(weights);
    DenseParts parts = layer.parts(weights);
    float[] x = Faces.numbers(13, 2);
    float[] whole = new float[9];
    parts.apply(x, whole);

    float[] sums = parts.bias();
    parts.addPart(Arrays.copyOfRange(x, 5, 13), 5, sums);
    parts.addPart(Arrays.copyOfRange(x, 0, 5), 0, sums);
    parts.bend(sums);

    assertArrayEquals(whole, sums, 1e-6f);
  }

  @Test
  void perceptronsAgree() {
    Perceptron layers = Perceptron.of("mlp", 11, List.of(8, 5, 3), Nonlinearity.RELU, 0.5);
    layers.declare(weights);
    Faces.disturb(weights);

    Faces.agree(weights, layers.computed(weights), s -> layers.script(s, s.input("x")));
  }

  @Test
  void refusesLayersThatDoNotFit() {
    Dense first = new Dense("first", 4, 3, Nonlinearity.RELU);
    Dense second = new Dense("second", 2, 1, Nonlinearity.RELU);

    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new Perceptron(List.of(first, second), 0));

    assertEquals("layer 'second' must have the 3 inputs that 'first' gives, had 2", e.getMessage());
  }

  @Test
  void crossLayersAgree() {
    CrossLayer layer = new CrossLayer("cross", 10);
    layer.declare(weights);
    Faces.disturb(weights);
    float[] first = Faces.numbers(10 * Faces.ROWS, 7);
    float[] x = Faces.numbers(10 * Faces.ROWS, 8);
    Batch batch =
        new Batch(Faces.ROWS).floats("first", first, Faces.ROWS, 10).floats("x", x, Faces.ROWS, 10);
    float[] expected =
        Faces.graph(weights, s -> layer.script(s, s.input("first"), s.input("x")), batch);

    for (int r = 0; r < Faces.ROWS; r++) {
      float[] own = Faces.row(x, r, 10);
      layer.computed(weights).apply(Faces.row(first, r, 10), own);
      assertArrayEquals(Faces.row(expected, r, 10), own, 1e-5f);
    }
    float[][] firsts = new float[Faces.ROWS][];
    float[][] all = new float[Faces.ROWS][];
    Arrays.setAll(firsts, r -> Faces.row(first, r, 10));
    Arrays.setAll(all, r -> Faces.row(x, r, 10));
    layer.computed(weights).applyAll(firsts, all, Faces.ROWS - 1);
    for (int r = 0; r < Faces.ROWS - 1; r++) {
      assertArrayEquals(Faces.row(expected, r, 10), all[r], 1e-5f);
    }
    assertArrayEquals(Faces.row(x, Faces.ROWS - 1, 10), all[Faces.ROWS - 1]);
  }

  @Test
  void aCrossLayerKeepsItsResidual() {
    CrossLayer layer = new CrossLayer("cross", 3);
    layer.declare(weights);
    Arrays.fill(weights.values("cross.weight"), 0);
    float[] x = {1, 2, 3};

    layer.computed(weights).apply(new float[] {5, 5, 5}, x);

    assertArrayEquals(new float[] {1, 2, 3}, x);
  }

  @Test
  void factorisationMachinesAgree() {
    FactorisationMachine layer = new FactorisationMachine(4, 3);
    float[] x = Faces.numbers(12 * Faces.ROWS, 4);
    float[] sums =
        Faces.graph(
            weights,
            s -> layer.script(s, s.input("x")),
            new Batch(Faces.ROWS).floats("x", x, Faces.ROWS, 12));

    for (int r = 0; r < Faces.ROWS; r++) {
      assertEquals(sums[r], layer.apply(Faces.row(x, r, 12)), 1e-5f);
      assertEquals(pairs(Faces.row(x, r, 12)), sums[r], 1e-5);
    }
  }

  private static double pairs(float[] x) {
    double sum = 0;
    for (int a = 0; a < 4; a++) {
      for (int b = a + 1; b < 4; b++) {
        for (int d = 0; d < 3; d++) {
          sum += x[a * 3 + d] * x[b * 3 + d];
        }
      }
    }
    return sum;
  }

  @Test
  void interactingAttentionsAgree() {
    InteractingAttention layer = new InteractingAttention("attention", 5, 6, 2, 4);
    layer.declare(weights);
    Faces.disturb(weights);

    Faces.agree(
        weights,
        layer.computed(weights),
        s -> {
          Value fields = s.method().op("torch.unflatten", s.input("x"), 1, List.of(5, 6));
          return s.method().op("torch.flatten", layer.script(s, fields), 1);
        });
  }

  @Test
  void historyAttentionsAgreeAndLeavePaddingOut() {
    int width = 6;
    int longest = 5;
    HistoryAttention layer = HistoryAttention.of("history", width);
    layer.declare(weights);
    Faces.disturb(weights);
    float[] candidates = Faces.numbers(Faces.ROWS * width, 1);
    float[] events = Faces.numbers(Faces.ROWS * longest * width, 2);
    float[] mask = new float[Faces.ROWS * longest];
    for (int r = 0; r < Faces.ROWS; r++) {
      Arrays.fill(mask, r * longest, r * longest + Math.min(r, longest), 1);
    }
    Batch batch =
        new Batch(Faces.ROWS)
            .floats("candidate", candidates, Faces.ROWS, width)
            .floats("events", events, Faces.ROWS, longest, width)
            .floats("mask", mask, Faces.ROWS, longest);
    float[] seen =
        Faces.graph(
            weights,
            s -> layer.script(s, s.input("candidate"), s.input("events"), s.input("mask")),
            batch);

    for (int r = 0; r < Faces.ROWS; r++) {
      List<float[]> own = new ArrayList<>();
      for (int e = 0; e < Math.min(r, longest); e++) {
        own.add(Faces.row(events, r * longest + e, width));
      }
      float[] output = new float[width];
      layer.computed(weights).of(own).apply(Faces.row(candidates, r, width), output);
      assertArrayEquals(Faces.row(seen, r, width), output, 1e-5f);
    }
    assertArrayEquals(new float[width], Faces.row(seen, 0, width));
  }

  @Test
  void weightsOfAHistoryAreNotBroughtToOne() {
    HistoryAttention layer = HistoryAttention.of("history", 4);
    layer.declare(weights);
    Faces.disturb(weights);
    float[] candidate = Faces.numbers(4, 1);
    float[] event = Faces.numbers(4, 2);
    float[] once = new float[4];
    float[] twice = new float[4];

    layer.computed(weights).of(List.of(event)).apply(candidate, once);
    layer.computed(weights).of(List.of(event, event)).apply(candidate, twice);

    for (int i = 0; i < 4; i++) {
      assertEquals(2 * once[i], twice[i], 1e-5);
    }
  }

  @Test
  void exponentialsAreThoseOfTheJdk() {
    for (float x = -80; x < 80; x += 0.37f) {
      assertEquals(1, Kernels.exp(x) / Math.exp(x), 1e-6, "of " + x);
    }
    assertEquals(0, Kernels.sigmoid(-1000), 1e-30);
    assertEquals(1, Kernels.sigmoid(1000), 1e-7);
    assertTrue(Float.isNaN(Kernels.exp(Float.NaN)));
  }
}
