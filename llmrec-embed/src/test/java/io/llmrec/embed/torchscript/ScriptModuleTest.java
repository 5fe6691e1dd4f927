package io.llmrec.embed.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torch.TorchModule;
import io.llmrec.embed.torch.TorchSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptModuleTest {

  private static final int IN = 48;
  private static final int OUT = 32;

  @TempDir Path folder;

  private final float[] weight = random(1, IN * OUT);
  private final float[] bias = random(2, OUT);
  private final float[] input = random(3, 2 * IN);

  @ParameterizedTest
  @EnumSource(Precision.class)
  void computesALinearLayer(Precision precision) throws IOException {
    float[][] rows = run(linear(precision, TensorSource.of(bias, OUT)));

    double allowed = precision == Precision.F32 ? 1e-5 : precision == Precision.BF16 ? 0.05 : 0.1;
    for (int row = 0; row < 2; row++) {
      for (int out = 0; out < OUT; out++) {
        assertEquals(expected(row, out) + bias[out], rows[row][out], allowed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void computesALinearLayerWithoutBias(Precision precision) throws IOException {
    float[][] rows = run(linear(precision, null));

    assertEquals(expected(1, 3), rows[1][3], precision == Precision.F32 ? 1e-5 : 0.1);
  }

  @Test
  void normalises() throws IOException {
    float[] scale = random(4, IN);
    ScriptBuilder module = new ScriptBuilder(Precision.F32);
    MethodBuilder forward = module.method("forward", "x");
    Value layer =
        new LayerNorm("ln", TensorSource.of(scale, IN), null, 1e-5)
            .apply(forward, forward.input("x"));
    Value root =
        new RmsNorm("rms", TensorSource.of(scale, IN), 1e-6).apply(forward, forward.input("x"));
    forward.returns(forward.op("torch.cat", List.of(layer, root), -1));

    float[] row = run(module.build())[0];

    double mean = 0;
    double squares = 0;
    for (int i = 0; i < IN; i++) {
      mean += input[i] / IN;
      squares += input[i] * (double) input[i] / IN;
    }
    double deviation = Math.sqrt(squares - mean * mean + 1e-5);
    assertEquals((input[5] - mean) / deviation * scale[5], row[5], 1e-5);
    assertEquals(input[5] / Math.sqrt(squares + 1e-6) * scale[5], row[IN + 5], 1e-5);
  }

  @Test
  void callsOtherMethods() throws IOException {
    ScriptBuilder module = new ScriptBuilder(Precision.F32);
    MethodBuilder forward = module.method("forward", "x");
    forward.returns(forward.op("torch.mul", forward.input("x"), 2.0));
    MethodBuilder both = module.method("both", "x", "y");
    both.returns(both.op("torch.add", both.input("x"), both.input("y")), both.input("x"));

    try (TorchModule loaded = load(module.build())) {
      List<float[]> results =
          loaded.call(
              session ->
                  session
                      .invoke(
                          "both",
                          session.floats(new float[] {1, 2}, 2),
                          session.floats(new float[] {3, 5}, 2))
                      .stream()
                      .map(array -> array.toFloatArray())
                      .toList());
      assertArrayEquals(new float[] {4, 7}, results.get(0));
      assertArrayEquals(new float[] {1, 2}, results.get(1));
    }
  }

  @Test
  void equalModulesGiveEqualBytes() throws IOException {
    assertArrayEquals(
        bytes(linear(Precision.INT8, TensorSource.of(bias, OUT))),
        bytes(linear(Precision.INT8, TensorSource.of(bias, OUT))));
  }

  @Test
  void aClosedModuleSaysSo() throws IOException {
    TorchModule module = load(linear(Precision.F32, null));
    module.close();
    module.close();

    Exception error =
        assertThrows(IllegalStateException.class, () -> module.call(session -> "never"));

    assertEquals("the model is closed", error.getMessage());
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Path file = Files.writeString(folder.resolve("m.pt"), "no archive");

    Exception error =
        assertThrows(IllegalArgumentException.class, () -> TorchModule.open(file, Compute.CPU, 1));

    assertTrue(
        error.getMessage().startsWith(file + ": is not a TorchScript archive"), error.getMessage());
  }

  @Test
  void stacksTensorsAndReadsAcrossTheirSeams() {
    TensorSource stacked =
        TensorSource.stacked(
            List.of(
                TensorSource.of(new float[] {1, 2, 3, 4}, 2, 2),
                TensorSource.of(new float[] {5, 6}, 1, 2),
                TensorSource.of(new float[] {7, 8}, 1, 2)));
    float[] target = new float[6];

    stacked.copy(3, target, 1, 4);

    assertEquals(List.of(4L, 2L), stacked.shape());
    assertArrayEquals(new float[] {0, 4, 5, 6, 7, 0}, target);
  }

  @Test
  void roundsToBrainFloatsToEven() {
    assertEquals((short) 0x3F80, Storage.BrainFloats.rounded(1f));
    assertEquals((short) 0x3F80, Storage.BrainFloats.rounded(Float.intBitsToFloat(0x3F808000)));
    assertEquals((short) 0x3F82, Storage.BrainFloats.rounded(Float.intBitsToFloat(0x3F818000)));
    assertEquals((short) 0x7F80, Storage.BrainFloats.rounded(Float.POSITIVE_INFINITY));
    assertTrue((Storage.BrainFloats.rounded(Float.NaN) & 0x7F) != 0);
  }

  private ScriptModule linear(Precision precision, TensorSource biasOrNull) {
    ScriptBuilder module = new ScriptBuilder(precision);
    MethodBuilder forward = module.method("forward", "x");
    Value flow = forward.toFlow(forward.input("x"));
    Value result =
        new Linear("l.0", TensorSource.of(weight, OUT, IN), biasOrNull).apply(forward, flow);
    forward.returns(forward.toFloat(result));
    return module.build();
  }

  private double expected(int row, int out) {
    double sum = 0;
    for (int i = 0; i < IN; i++) {
      sum += (double) input[row * IN + i] * weight[out * IN + i];
    }
    return sum;
  }

  private float[][] run(ScriptModule module) throws IOException {
    try (TorchModule loaded = load(module)) {
      return loaded.call(
          session -> TorchSession.rows(session.forward(session.floats(input, 2, IN)).get(0)));
    }
  }

  private TorchModule load(ScriptModule module) throws IOException {
    Path file = folder.resolve("m.pt");
    try (OutputStream out = Files.newOutputStream(file)) {
      module.writeTo(out);
    }
    return TorchModule.open(file, Compute.CPU, 2);
  }

  private static byte[] bytes(ScriptModule module) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    module.writeTo(out);
    return out.toByteArray();
  }

  private static float[] random(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return values;
  }
}
