package io.llmrec.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1800)
class SparkEnrichmentTest {

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = SparkEnrichment.session("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private SparkSettings settings(int partitions) {
    return new SparkSettings(
        folder.resolve("items").toString(),
        folder.resolve("journals").toString(),
        partitions,
        SparkSettings.Backend.stub(),
        32);
  }

  private void equalsOneProcess(int count, int partitions) throws IOException {
    SparkSettings settings = settings(partitions);
    Results one = Results.ofOneProcess(folder.resolve("one"), settings, count);

    int skipped = SparkEnrichment.run(SparkEnrichment.generated(spark, count), settings);

    assertEquals(0, skipped);
    assertEquals(count, one.size());
    assertEquals(count - (count + 96) / 97, one.texts());
    one.assertSameAs(spark, settings);
  }

  @Test
  void equalsARunInOneProcessItemByItem() throws IOException {
    equalsOneProcess(600, 3);
  }

  @Test
  @Tag("long")
  void twoHundredThousandItemsEqualARunInOneProcess() throws IOException {
    equalsOneProcess(200_000, 16);
  }

  @Test
  void aRestartDoesOnlyWhatIsNotFinished() throws IOException {
    SparkSettings settings = settings(3);
    SparkEnrichment.run(SparkEnrichment.generated(spark, 300), settings);
    Path kept = Path.of(settings.output(), "part-00000.parquet");
    Path lost = Path.of(settings.output(), "part-00001.parquet");
    FileTime before = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(kept, before);
    long journal = journalBytes(settings);
    Files.delete(lost);

    int skipped = SparkEnrichment.run(SparkEnrichment.generated(spark, 300), settings);

    assertEquals(2, skipped);
    assertTrue(Files.exists(lost));
    assertEquals(before, Files.getLastModifiedTime(kept));
    assertEquals(journal, journalBytes(settings), "the texts were there");
    assertEquals(300, spark.read().parquet(settings.output()).count());
    assertEquals(3, SparkEnrichment.run(SparkEnrichment.generated(spark, 300), settings));
  }

  private static long journalBytes(SparkSettings settings) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(settings.work()))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void anAttemptThatFailsLeavesNoFile() throws IOException {
    PartitionFile file = PartitionFile.create(folder.toString(), 4, 1);
    file.close();

    assertFalse(PartitionFile.exists(folder.toString(), 4));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(path -> path.toString().endsWith(".parquet")).count());
    }
  }

  @Test
  void ofTwoAttemptsTheFirstStays() throws IOException {
    try (PartitionFile first = PartitionFile.create(folder.toString(), 4, 1);
        PartitionFile second = PartitionFile.create(folder.toString(), 4, 2)) {
      first.commit();
      long size = Files.size(folder.resolve("part-00004.parquet"));
      second.commit();

      assertEquals(size, Files.size(folder.resolve("part-00004.parquet")));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(1, files.filter(path -> path.toString().endsWith(".parquet")).count());
      }
    }
  }

  @Test
  void checksSettings() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> settings(0));

    assertEquals("partitions must be 1 to 100000, was 0", e.getMessage());
    SparkSettings.Backend keyed =
        new SparkSettings.Backend("http://127.0.0.1:1/v1", "m", "NO_SUCH_KEY", "", 1);
    SparkSettings settings = new SparkSettings("a", "b", 1, keyed, 32);
    IllegalStateException missing =
        assertThrows(IllegalStateException.class, () -> ExecutorParts.of(settings));
    assertEquals("the environment of this executor has no NO_SUCH_KEY", missing.getMessage());
  }
}
