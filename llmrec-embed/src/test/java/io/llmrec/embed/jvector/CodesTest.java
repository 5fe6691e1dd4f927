package io.llmrec.embed.jvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.StageException;
import io.llmrec.core.index.RecallReport;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks by codes of product quantization. */
class CodesTest {

  private static final int SIZE = 3_000;

  @TempDir Path folder;

  private static JVectorOptions options(GraphScoring scoring) {
    return JVectorOptions.builder()
        .exactBelow(0)
        .searchWidth(60)
        .degree(16)
        .beamWidth(50)
        .threads(2)
        .scoring(scoring)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"PQ_FIRST, true", "FUSED_PQ, false"})
  void findsTheNearestByCodesAndThenVectors(GraphScoring scoring, boolean file) throws Exception {
    VectorTable table = Clusters.table(SIZE, 32, 100, 1);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    long steals = ForkJoinPool.commonPool().getStealCount();

    try (VectorIndex index = JVectorIndexer.of(options(scoring)).index(table, folder)) {
      RecallReport report = RecallReport.measure(index, table, 100, 10, 1);
      assertTrue(report.recall() >= 0.85, report.toString());
    }

    assertEquals(file, Files.exists(folder.resolve("codes.bin")));
    Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
    after.removeAll(before);
    assertTrue(after.stream().noneMatch(thread -> thread.getName().contains("commonPool")));
    assertEquals(steals, ForkJoinPool.commonPool().getStealCount());
    // Opened as it was built, whatever would be built now.
    long modified = Files.getLastModifiedTime(folder.resolve("graph.bin")).toMillis();
    JVectorIndexer.of(options(scoring)).index(table, folder).close();
    assertEquals(modified, Files.getLastModifiedTime(folder.resolve("graph.bin")).toMillis());
    if (file) {
      byte[] bytes = Files.readAllBytes(folder.resolve("codes.bin"));
      bytes[bytes.length / 3] ^= 1;
      Files.write(folder.resolve("codes.bin"), bytes);
      StageException e =
          assertThrows(
              StageException.class, () -> JVectorIndexer.of(options(scoring)).index(table, folder));
      assertTrue(e.getMessage().contains("codes.bin is damaged"), e.getMessage());
    }
  }

  @Test
  void comparesTooFewToTrainWithInFull() throws Exception {
    VectorTable table = Clusters.table(300, 8, 10, 1);

    JVectorIndexer.of(options(GraphScoring.PQ_FIRST)).index(table, folder).close();

    assertTrue(Files.notExists(folder.resolve("codes.bin")));
  }

  @ParameterizedTest
  @CsvSource({
    "100000, 384, FUSED_PQ",
    "50000, 128, FUSED_PQ",
    "49999, 128, FULL",
    "100000, 127, FULL",
    "2500000, 384, FUSED_PQ",
    "3000000, 384, PQ_FIRST",
    "50000000, 64, PQ_FIRST"
  })
  void isChosenBySizeAndDimension(int rows, int dimension, GraphScoring expected) {
    assertEquals(expected, GraphScoring.suited(rows, dimension));
    assertEquals(expected, GraphScoring.AUTO.resolved(rows, dimension));
  }
}
