package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import io.llmrec.embed.store.VectorPrecision;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that adds items and builds graphs without end, really killed. */
class LiveKillTest {

  private static final int BATCH = 40;
  private static final int DIMENSION = 16;

  @TempDir Path folder;

  private static LiveIndex open(Path folder) {
    JVectorOptions graph =
        JVectorOptions.builder().exactBelow(0).searchWidth(20).degree(8).threads(1).build();
    return LiveIndex.open(
        folder, "e", DIMENSION, new LiveOptions(graph, VectorPrecision.F32, Integer.MAX_VALUE));
  }

  private static List<Embedding> batch(int number) {
    return Clusters.vectors(BATCH, DIMENSION, 0, number);
  }

  @Test
  void opensWithAllThatWasAcknowledged() throws Exception {
    for (int lines : new int[] {2, 3, 5}) {
      int acknowledged = runAndKillAfter(lines);
      try (LiveIndex index = open(folder)) {
        int batches = index.size() / BATCH;
        assertEquals(batches * BATCH, index.size());
        assertTrue(batches >= acknowledged, batches + " of " + acknowledged);
        for (int number = 0; number < batches; number++) {
          Embedding query = batch(number).get(7);
          assertEquals(
              number + "-7", index.search(List.of(query), 1, id -> true).get(0).get(0).itemId());
        }
      }
    }
  }

  /** How many batches had been acknowledged. */
  private int runAndKillAfter(int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LiveKillTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int acknowledged = 0;
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        acknowledged = Integer.parseInt(String.valueOf(reader.readLine()));
      }
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
    return acknowledged;
  }

  /** What runs in the child: a graph is being built while the next batch is added. */
  public static void main(String[] arguments) {
    try (LiveIndex index = open(Path.of(arguments[0]))) {
      for (int number = index.size() / BATCH; ; number++) {
        Map<String, List<Embedding>> vectors = new HashMap<>();
        for (Embedding vector : batch(number)) {
          vectors.put(number + "-" + vectors.size(), List.of(vector));
        }
        index.putAll(vectors);
        System.out.println(number + 1);
        index.rebuild();
      }
    }
  }
}
