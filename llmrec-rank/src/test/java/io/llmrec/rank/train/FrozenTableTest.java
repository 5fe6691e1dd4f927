package io.llmrec.rank.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.embed.safetensors.SafetensorsFile;
import io.llmrec.embed.torch.Compute;
import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenTableTest {

  private static final int ROWS = 5;

  /** A linear score of vectors that are data: row i is (1, i), the truth is 2 i - 1. */
  private static final class Linear implements TrainableNetwork {

    private final AtomicInteger asked = new AtomicInteger();
    private final Weights weights = new Weights(1).add("w", Initializer.zeros(), 1, 2);
    private final EmbeddingTable table =
        EmbeddingTable.frozen(
            "vectors",
            ROWS,
            2,
            (row, target, offset) -> {
              asked.incrementAndGet();
              target[offset] = 1;
              target[offset + 1] = row;
            });

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public List<EmbeddingTable> tables() {
      return List.of(table);
    }

    @Override
    public void script(NetworkScript script) {
      MethodBuilder method = script.method();
      Value rows = script.embedded("vectors", "id");
      Value score =
          method.op("torch.squeeze", method.op("torch.linear", rows, script.weight("w")), -1);
      script.output("score", () -> score);
      script.loss(() -> method.op("torch.mse_loss", score, script.input("label")));
    }
  }

  @Test
  void isUsedButNotChangedNorKept(@TempDir Path folder) throws Exception {
    Linear network = new Linear();
    int[] ids = IntStream.range(0, ROWS).toArray();
    Batch batch = new Batch(ROWS).ids("id", ids).floats("label", new float[] {-1, 1, 3, 5, 7});
    TrainingOptions options = TrainingOptions.builder().epochs(600).learningRate(0.05).build();

    new NetworkTrainer(options).train(network, seed -> List.of(batch).iterator());

    assertArrayEquals(new float[] {-1, 2}, network.weights().values("w"), 0.01f);
    assertArrayEquals(new float[] {1, 3}, network.table.row(3));
    assertTrue(network.asked.get() <= 2 * ROWS, "asked for " + network.asked.get());
    ModelFolder.write(
        folder, ModelManifest.of("linear", JsonNodeFactory.instance.objectNode(), ""), network);
    assertEquals(Set.of("weight.w"), tensors(folder));
    Linear opened = new Linear();
    ModelFolder.open(folder, "linear").load(opened);
    try (NetworkScorer scorer = NetworkScorer.open(opened, Compute.CPU, 1, "score")) {
      for (int again = 0; again < 2; again++) {
        float[] scores = scorer.score(new Batch(2).ids("id", new int[] {4, 0})).get(0);
        assertArrayEquals(new float[] {7, -1}, scores, 0.05f);
      }
    }
  }

  private static Set<String> tensors(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .flatMap(file -> SafetensorsFile.open(file).tensors().keySet().stream())
          .collect(Collectors.toSet());
    }
  }
}
