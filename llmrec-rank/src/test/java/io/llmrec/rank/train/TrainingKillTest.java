package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a training process and lets another go on. */
@Tag("long")
class TrainingKillTest {

  private static final int STEPS = 400;
  private static final int EPOCHS = 3;

  @TempDir private Path folder;

  @Test
  void givesTheSameResultHoweverOftenItIsKilled() throws Exception {
    String expected = result(run(folder.resolve("straight"), Integer.MAX_VALUE));
    int before = 0;
    for (int lines : new int[] {150, 300, 500}) {
      run(folder.resolve("killed"), lines);
      int steps = steps(folder.resolve("killed"));
      assertTrue(steps > before && steps < EPOCHS * STEPS, steps + " after " + before);
      before = steps;
    }
    assertEquals(expected, result(run(folder.resolve("killed"), Integer.MAX_VALUE)));
  }

  /** How far the checkpoint is. */
  private static int steps(Path checkpoints) throws Exception {
    String json = Files.readString(checkpoints.resolve("training.json"));
    return Integer.parseInt(json.replaceAll("(?s).*\"steps\" : (\\d+).*", "$1"));
  }

  private static String result(List<String> lines) {
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("done "), last);
    return last;
  }

  /** What the child printed until it ended or had printed so many lines. */
  private static List<String> run(Path checkpoints, int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingKillTest.class.getName(),
                checkpoints.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> printed = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        printed.add(line);
        if (printed.size() >= lines) {
          process.toHandle().destroyForcibly();
          break;
        }
      }
    }
    process.waitFor();
    return printed;
  }

  /** What runs in the child: prints each batch asked for, at last all that was learned. */
  public static void main(String[] arguments) {
    TinyNetwork network = new TinyNetwork(30, 0.2, 5);
    TrainingOptions options =
        TrainingOptions.builder()
            .epochs(EPOCHS)
            .learningRate(0.01)
            .checkpoints(Path.of(arguments[0]), 10)
            .build();
    new NetworkTrainer(options)
        .train(network, TrainingKillTest::batches, trained -> network.score(1, 2));
    StringBuilder learned = new StringBuilder("done ");
    for (String name : network.weights().names()) {
      learned.append(Arrays.hashCode(network.weights().values(name))).append(' ');
    }
    for (int row = 0; row < network.table().rows(); row++) {
      learned.append(Arrays.hashCode(network.table().row(row))).append(' ');
    }
    System.out.println(learned);
  }

  private static Iterator<Batch> batches(long seed) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < STEPS;
      }

      @Override
      public Batch next() {
        int[] left = new int[8];
        int[] right = new int[8];
        float[] labels = new float[8];
        for (int i = 0; i < 8; i++) {
          left[i] = (int) Math.floorMod(seed + next * 7L + i, 30L);
          right[i] = (int) Math.floorMod(seed / 31 + next * 11L + i, 30L);
          labels[i] = left[i] % 2;
        }
        next++;
        System.out.println(next);
        return TinyNetwork.batch(left, right, labels);
      }
    };
  }
}
