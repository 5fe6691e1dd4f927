package io.llmrec.embed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.encode.Embedding;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that writes and compacts without end, really killed. */
class StoreKillTest {

  private static final int BATCH = 50;
  private static final int DIMENSION = 64;

  @TempDir Path folder;

  @Test
  void keepsEveryFinishedBatchThroughKills() throws Exception {
    int known = 0;
    for (int lines : new int[] {1, 4, 9}) {
      known = Math.max(known, runAndKillAfter(lines));

      StoredVectors table = EmbeddingStore.read(folder, "e");

      int batches = table.size() / BATCH;
      assertEquals(batches * BATCH, table.size());
      assertTrue(batches >= known, "%d batches, %d were acknowledged".formatted(batches, known));
      batch(batches - 1).forEach((id, vector) -> assertEquals(vector, table.find(id)));
      batch(0).forEach((id, vector) -> assertEquals(vector, table.find(id)));
      assertTrue(EmbeddingStore.verify(folder).ok());
      known = batches;
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
                StoreKillTest.class.getName(),
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
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        acknowledged = line.isEmpty() ? acknowledged : Integer.parseInt(line);
      }
    }
    return acknowledged;
  }

  private static Map<String, Embedding> batch(int number) {
    Map<String, Embedding> vectors = new LinkedHashMap<>();
    for (int i = 0; i < BATCH; i++) {
      float[] values = new float[DIMENSION];
      values[number % DIMENSION] = 1;
      values[i] += 1 + number;
      vectors.put(number + "-" + i, Embedding.of(values));
    }
    return vectors;
  }

  /** What runs in the child: prints how many batches are safe after each, compacts every third. */
  public static void main(String[] arguments) {
    try (EmbeddingStore store =
        EmbeddingStore.open(Path.of(arguments[0]), "e", DIMENSION, VectorPrecision.F32)) {
      for (int number = store.size() / BATCH; ; number++) {
        store.putAll(batch(number));
        System.out.println(number + 1);
        if (number % 3 == 0) {
          store.compact();
        }
      }
    }
  }
}
