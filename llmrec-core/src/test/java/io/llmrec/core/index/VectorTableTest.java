package io.llmrec.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.index.VectorTableWriter.Row;
import io.llmrec.core.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A table is the same in memory and in files, to the bit. */
class VectorTableTest {

  @TempDir Path temp;

  private static Embedding vector(float... values) {
    return Embedding.of(values);
  }

  private static Row row(String id, float... values) {
    return new Row(id, "key of " + id, vector(values));
  }

  private Path write(List<Row> rows) {
    Path folder = temp.resolve("table");
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      writer.append(rows.subList(0, rows.size() / 2));
      writer.append(rows.subList(rows.size() / 2, rows.size()));
      writer.finish();
    }
    return folder;
  }

  private static String refusal(Executable misuse) {
    return assertThrows(IllegalArgumentException.class, misuse).getMessage();
  }

  private static List<Row> randomRows(int count, int dimension) {
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Row("v" + i, "k" + i, Samples.randomEmbedding(random, dimension)));
    }
    return rows;
  }

  @Test
  void givesBackEveryBit() {
    List<Row> rows = randomRows(200, 33);

    try (VectorTable table = VectorTable.open(write(rows))) {
      assertEquals(200, table.size());
      assertEquals(33, table.dimension());
      for (int i = 0; i < rows.size(); i++) {
        assertEquals(rows.get(i).id(), table.id(i));
        assertEquals(i, table.row(rows.get(i).id()));
        assertEquals(rows.get(i).vector(), table.embedding(i));
        assertEquals(rows.get(i).vector(), table.find(rows.get(i).id()));
      }
    }
  }

  @Test
  void hasTheSameHashInMemoryAndInFiles() {
    List<Row> rows = randomRows(9, 5);
    VectorTable memory =
        VectorTable.of(
            rows.stream().map(Row::id).toList(), rows.stream().map(Row::vector).toList());

    try (VectorTable files = VectorTable.open(write(rows))) {
      assertEquals(memory.contentHash(), files.contentHash());
    }
  }

  @Test
  void hasAnotherHashWithOtherContent() {
    List<Embedding> vectors = List.of(vector(1, 0), vector(0, 1));
    String hash = VectorTable.of(List.of("a", "b"), vectors).contentHash();

    assertNotEquals(hash, VectorTable.of(List.of("a", "c"), vectors).contentHash());
    assertNotEquals(hash, VectorTable.of(List.of("b", "a"), vectors).contentHash());
    assertNotEquals(
        hash, VectorTable.of(List.of("a", "b"), List.of(vector(1, 0), vector(1, 1))).contentHash());
  }

  @Test
  void takesAnyTextForAnId() {
    List<Row> rows = List.of(row("a\tb\\n", 1, 0), row("骑行🚲\r\n", 0, 1), row("", 1, 1));

    try (VectorTable table = VectorTable.open(write(rows))) {
      assertEquals(rows.get(0).vector(), table.find("a\tb\\n"));
      assertEquals(rows.get(1).vector(), table.find("骑行🚲\r\n"));
      assertEquals(rows.get(2).vector(), table.find(""));
      assertNull(table.find("a\tb"));
    }
  }

  @Test
  void takesAnyTextForAKey() {
    List<Row> rows =
        List.of(new Row("a", "one\tkey\nof two lines\\", vector(1)), new Row("b", "k", vector(-1)));
    Path folder = write(rows);
    VectorCache cache = new VectorCache();
    cache.add(folder);

    assertEquals(2, VectorTable.open(folder).size());
    assertEquals(vector(1), cache.find("one\tkey\nof two lines\\"));
    assertEquals(vector(-1), cache.find("k"));
  }

  @Test
  void readsNothingAfterItWasClosed() {
    VectorTable table = VectorTable.open(write(randomRows(2, 2)));
    table.close();

    assertEquals(
        "the vector table is closed",
        assertThrows(IllegalStateException.class, () -> table.embedding(0)).getMessage());
  }

  @Test
  void refusesRowsOfAnotherDimensionAndStaysAsItWas() {
    Path folder = temp.resolve("table");
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      writer.append(List.of(row("a", 1, 0)));

      assertEquals(
          "the vector of item 'c' has 3 dimensions, those before it 2",
          refusal(() -> writer.append(List.of(row("b", 0, 1), row("c", 1, 2, 3)))));

      writer.append(List.of(row("d", 0, 1)));
      writer.finish();
    }
    assertEquals(
        VectorTable.of(List.of("a", "d"), List.of(vector(1, 0), vector(0, 1))).contentHash(),
        VectorTable.open(folder).contentHash());
  }

  @Test
  void isNotATableBeforeItIsFinished() {
    Path folder = temp.resolve("table");
    try (VectorTableWriter writer = new VectorTableWriter(folder)) {
      writer.append(List.of(row("a", 1, 0)));
    }

    assertEquals(
        "the vector table in "
            + folder
            + " cannot be opened: table.properties is missing, so it was never finished",
        assertThrows(IllegalStateException.class, () -> VectorTable.open(folder)).getMessage());
  }

  @Test
  void doesNotFinishATableWithoutRows() {
    try (VectorTableWriter writer = new VectorTableWriter(temp.resolve("table"))) {
      assertEquals(
          "a vector table needs at least 1 row, was given none",
          assertThrows(IllegalStateException.class, writer::finish).getMessage());
    }
  }

  @Test
  void doesNotWriteOverAnotherTable() throws IOException {
    Path folder = write(randomRows(2, 2));
    byte[] rows = Files.readAllBytes(folder.resolve("rows.f32"));

    String message =
        assertThrows(UncheckedIOException.class, () -> new VectorTableWriter(folder)).getMessage();

    assertEquals(true, message.startsWith("could not start a vector table in " + folder));
    assertEquals(rows.length, Files.size(folder.resolve("rows.f32")));
  }

  @Test
  void refusesATableInMemoryThatIsNone() {
    assertEquals(
        "a table needs at least 1 id and as many vectors as ids, was given 0 and 0",
        refusal(() -> VectorTable.of(List.of(), List.of())));
    assertEquals(
        "a table needs at least 1 id and as many vectors as ids, was given 2 and 1",
        refusal(() -> VectorTable.of(List.of("a", "b"), List.of(vector(1)))));
    assertEquals(
        "ids must be unique, 'a' is given twice",
        refusal(() -> VectorTable.of(List.of("a", "a"), List.of(vector(1), vector(1)))));
    assertEquals(
        "vectors must be of one dimension: 'a' has 1, 'b' has 2",
        refusal(() -> VectorTable.of(List.of("a", "b"), List.of(vector(1), vector(1, 2)))));
  }
}
