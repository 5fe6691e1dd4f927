package io.llmrec.embed.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Precision;
import io.llmrec.embed.torchscript.ScriptBuilder;
import io.llmrec.embed.torchscript.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingModuleTest {

  @TempDir private Path folder;

  /** {@code sum(3 (a * a) dropped) + 0 * b}, where b is told not to count, and places in a. */
  private TrainingModule open(double dropout) throws IOException {
    ScriptBuilder builder = new ScriptBuilder(Precision.F32);
    MethodBuilder method = builder.method("forward", "a", "b", "places");
    Value rows = method.op("torch.embedding", method.input("a"), method.input("places"));
    Value squares = method.op("torch.mul", rows, rows);
    Value dropped = method.op("torch.dropout", squares, dropout, true);
    Value uncounted = method.op("torch.sum", method.op("torch.detach", method.input("b")));
    Value sum = method.op("torch.mul", method.op("torch.sum", dropped), 3.0);
    method.returns(method.op("torch.add", sum, method.op("torch.mul", uncounted, 0.0)));
    Path file = folder.resolve("m.pt");
    try (OutputStream out = Files.newOutputStream(file)) {
      builder.build().writeTo(out);
    }
    return TrainingModule.open(file, Compute.CPU);
  }

  private static NativeTensor floats(int rows, float... values) {
    NativeTensor tensor = new NativeTensor();
    tensor.floats(rows, values.length / rows).put(values);
    return tensor;
  }

  private static NativeTensor places(long... values) {
    NativeTensor tensor = new NativeTensor();
    tensor.wholes(values.length).put(values);
    return tensor;
  }

  /** What a leaf's gradient was, empty or zeros where the loss does not depend on it. */
  private static final class Read implements GradientReader {

    private final List<float[]> gradients = new ArrayList<>();

    @Override
    public void read(int leaf, FloatBuffer gradient) {
      float[] copy = new float[gradient.remaining()];
      gradient.get(copy);
      assertEquals(gradients.size(), leaf);
      gradients.add(copy);
    }
  }

  @Test
  void givesTheLossAndItsGradients() throws IOException {
    try (TrainingModule module = open(0)) {
      Read read = new Read();
      float loss =
          module.run(
              1,
              List.of(floats(3, 1, 2, 3, 4, 5, 6), floats(1, 7)),
              List.of(places(0, 2, 0)),
              read);

      assertEquals(3 * (2 * 5 + 61), loss, 1e-4);
      assertArrayEquals(new float[] {12, 24, 0, 0, 30, 36}, read.gradients.get(0));
      assertArrayEquals(new float[1], read.gradients.get(1));
    }
  }

  @Test
  void drawsTheSameForTheSameSeedOnly() throws IOException {
    try (TrainingModule module = open(0.5)) {
      List<NativeTensor> leaves = List.of(new NativeTensor(), floats(1, 7));
      FloatBuffer ones = leaves.get(0).floats(4, 100);
      for (int i = 0; i < 400; i++) {
        ones.put(1);
      }
      float first = loss(module, 1, leaves);
      assertEquals(first, loss(module, 1, leaves));
      assertTrue(first != loss(module, 2, leaves) || first != loss(module, 3, leaves));
    }
  }

  private static float loss(TrainingModule module, int seed, List<NativeTensor> leaves) {
    return module.run(seed, leaves, List.of(places(0, 1, 2, 3)), (leaf, gradient) -> {});
  }

  @Test
  void leavesNothingBehind() throws IOException {
    try (TrainingModule module = open(0.1)) {
      List<NativeTensor> leaves = List.of(floats(3, 1, 2, 3, 4, 5, 6), floats(1, 7));
      loss(module, leaves);
      int arrays = module.arrays();
      for (int step = 0; step < 500; step++) {
        loss(module, leaves);
        assertEquals(arrays, module.arrays());
      }
      assertThrows(
          IllegalStateException.class,
          () -> module.run(1, leaves, List.of(places(3)), (leaf, gradient) -> {}));
      assertEquals(arrays, module.arrays());
      loss(module, leaves);
    }
  }

  private static void loss(TrainingModule module, List<NativeTensor> leaves) {
    module.run(1, leaves, List.of(places(0, 1, 2)), (leaf, gradient) -> {});
  }

  /** One array left behind in each of the 20,000 steps would be 5 GB; the heap may grow a bit. */
  @Test
  @Tag("long")
  void keepsItsMemoryOverManySteps() throws IOException {
    try (TrainingModule module = open(0.1)) {
      NativeTensor rows = new NativeTensor();
      List<NativeTensor> leaves = List.of(rows, floats(1, 7));
      long before = 0;
      for (int step = 0; step < 20_000; step++) {
        rows.floats(1_000 + step % 500, 64);
        loss(module, leaves);
        if (step == 4_000) {
          before = resident();
        }
      }
      long grown = resident() - before;
      assertTrue(grown < 512 << 10, "grew by %d kB".formatted(grown));
    }
  }

  /** Kilobytes of this process in memory; 0 where the system does not tell. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        : 0;
  }

  @Test
  void refusesToRunWhenClosed() throws IOException {
    TrainingModule module = open(0);
    module.close();
    module.close();
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> loss(module, List.of(floats(3, 1, 2, 3), floats(1, 7))))
            .getMessage();
    assertEquals("the module is closed", message);
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Path file = Files.writeString(folder.resolve("x.pt"), "no archive");
    String message =
        assertThrows(IllegalArgumentException.class, () -> TrainingModule.open(file, Compute.CPU))
            .getMessage();
    assertTrue(message.startsWith(file + ": is not a TorchScript archive"), message);
  }

  @Test
  void tensorsGrowAndKeepTheirMemory() {
    NativeTensor tensor = new NativeTensor();
    tensor.floats(2, 3).put(new float[] {1, 2, 3, 4, 5, 6});
    assertEquals(6, tensor.floats(2, 3).remaining());
    assertEquals(5, tensor.floats(2, 3).get(4));
    assertEquals(1_000_000, tensor.wholes(1_000, 1_000).remaining());
    assertEquals(0, tensor.floats(0, 7).remaining());
    String message =
        assertThrows(IllegalArgumentException.class, () -> tensor.floats(1 << 20, 1 << 20))
            .getMessage();
    assertTrue(message.startsWith("a tensor must take at most"), message);
    assertThrows(IllegalArgumentException.class, () -> tensor.floats(-1));
  }
}
