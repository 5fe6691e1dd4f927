package io.llmrec.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.index.VectorTableWriter.Row;
import io.llmrec.core.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds again what is whole, and is quiet about the rest. */
class VectorCacheTest {

  private static final int ROWS = 6;

  @TempDir Path temp;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Row> rows =
      IntStream.range(0, ROWS)
          .mapToObj(i -> new Row("v" + i, "k" + i, Samples.randomEmbedding(random, 4)))
          .toList();
  private Path folder = Path.of("");

  /** An unfinished table of two batches. */
  @BeforeEach
  void write() {
    folder = temp.resolve("table");
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      writer.append(rows.subList(0, 4));
      writer.append(rows.subList(4, ROWS));
    }
  }

  private long found() {
    VectorCache cache = new VectorCache();
    cache.add(folder);
    return rows.stream().filter(row -> row.vector().equals(cache.find(row.key()))).count();
  }

  private void change(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void findsTheRowsOfAnUnfinishedTable() {
    assertEquals(ROWS, found());
  }

  @Test
  void knowsNothingOfOtherKeys() {
    VectorCache cache = new VectorCache();
    cache.add(folder);

    assertNull(cache.find("v0"));
    assertNull(cache.find(""));
    assertNull(new VectorCache().find("k0"));
  }

  @Test
  void findsTheWholeRowsOfATornFile() throws IOException {
    byte[] all = bytes("rows.f32");
    change("rows.f32", Arrays.copyOf(all, all.length - 1));

    assertEquals(ROWS - 1, found());
  }

  @Test
  void findsTheRowsWhoseNamesWereWritten() throws IOException {
    byte[] ids = bytes("ids.tsv");
    change("ids.tsv", Arrays.copyOf(ids, ids.length - 2));

    assertEquals(ROWS - 1, found());
  }

  @Test
  void findsNothingWhereNoNameWasWritten() throws IOException {
    change("ids.tsv", "v0\tk".getBytes(StandardCharsets.UTF_8));

    assertEquals(0, found());
    VectorCache cache = new VectorCache();
    cache.add(folder);
    assertNull(cache.find(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "four", "0", "-4", "2000000000", "99999999999"})
  void findsNothingUnderAnImpossibleDimension(String dimension) throws IOException {
    change("dimension", dimension.getBytes(StandardCharsets.UTF_8));

    assertEquals(0, found());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dimension", "ids.tsv", "rows.f32"})
  void findsNothingWhereAFileIsMissing(String name) throws IOException {
    Files.delete(folder.resolve(name));

    assertEquals(0, found());
  }

  @Test
  void findsNothingInAFolderThatIsNotThere() {
    DurableFiles.deleteFolder(folder);

    assertEquals(0, found());
  }

  @Test
  void findsNoVectorThatIsNotOfLengthOne() throws IOException {
    byte[] all = bytes("rows.f32");
    Arrays.fill(all, 0, 16, (byte) 0x7f);
    change("rows.f32", all);

    assertEquals(ROWS - 1, found());
  }

  @Test
  void findsNothingInAFinishedTableThatIsDamaged() throws IOException {
    DurableFiles.deleteFolder(folder);
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      writer.append(rows);
      writer.finish();
    }
    assertEquals(ROWS, found());
    byte[] all = bytes("rows.f32");
    all[0] ^= 1;
    change("rows.f32", all);

    assertEquals(0, found());
  }

  @Test
  void doesNotCareForWhatElseIsInTheFolder() throws IOException {
    Files.writeString(folder.resolve("index"), "anything", StandardOpenOption.CREATE_NEW);

    assertEquals(ROWS, found());
  }

  @Test
  void keepsTheFirstVectorOfAKey() {
    Path second = temp.resolve("second");
    try (VectorTableWriter writer = new VectorTableWriter(second)) {
      writer.append(List.of(new Row("v0", "k0", Embedding.of(new float[] {1, 0, 0, 0}))));
    }
    VectorCache cache = new VectorCache();
    cache.add(folder);
    cache.add(second);

    assertEquals(rows.get(0).vector(), cache.find("k0"));
  }

  @Test
  void givesVectorsAfterTheFolderWasDeleted() {
    VectorCache cache = new VectorCache();
    cache.add(folder);

    DurableFiles.deleteFolder(folder);

    assertEquals(rows.get(5).vector(), cache.find("k5"));
  }
}
