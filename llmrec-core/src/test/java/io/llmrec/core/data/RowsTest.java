package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

  private static final RowMapping<String> PAIR =
      RowMapping.of(List.of("a", "b"), row -> row.required("a") + "=" + row.number("b"));

  @TempDir Path folder;

  private Rows<String> pairs(Path file, ReadOptions options) {
    return Rows.of(file, Delimited.withHeader("\t"), PAIR, options);
  }

  private Rows<String> pairs(String text, ReadOptions options) {
    return pairs(TestFiles.write(folder, "pairs.tsv", text), options);
  }

  private BadRowException failure(String text) {
    Rows<String> rows = pairs(text, ReadOptions.utf8());
    return assertThrows(BadRowException.class, rows::toList);
  }

  @Test
  void readsTheSameRowsThreeWays() {
    Rows<String> rows = pairs("a\tb\nx\t1\ny\t2\n", ReadOptions.utf8());
    List<String> each = new ArrayList<>();

    long count = rows.forEach(each::add);

    assertEquals(2, count);
    assertEquals(List.of("x=1.0", "y=2.0"), each);
    assertEquals(each, rows.toList());
    try (Stream<String> stream = rows.stream()) {
      assertEquals(each, stream.toList());
    }
  }

  @Test
  void namesFileLineColumnAndWhatIsWrong() {
    BadRowException e = failure("a\tb\nx\t1\ny\tmany\n");

    assertEquals(
        "pairs.tsv, line 3, column 'b' cannot be read: 'many' is not a finite decimal number;"
            + " the row begins \"y many\"",
        e.getMessage());
    assertEquals(folder.resolve("pairs.tsv"), e.error().file());
    assertEquals(3, e.error().line());
    assertEquals("b", e.error().column());
    assertEquals("y many", e.error().excerpt());
  }

  @Test
  void skipsAndCountsBadRowsWhenAskedTo() {
    BadRows bad = BadRows.collect(2);
    String text = "a\tb\n \t1\nx\t1\ny\nz\t1\t2\nw\t3\n";

    List<String> good = pairs(text, ReadOptions.utf8().withBadRows(bad)).toList();

    assertEquals(List.of("x=1.0", "w=3.0"), good);
    assertEquals(3, bad.count());
    assertEquals(
        List.of("must not be blank", "has 1 fields, needs 2 (a, b)"),
        bad.kept().stream().map(RowError::message).toList());
    assertEquals(List.of(2L, 4L), bad.kept().stream().map(RowError::line).toList());
  }

  @Test
  void treatsWhatAMappingRefusesAsABadRow() {
    RowMapping<Integer> refusing =
        RowMapping.of(
            List.of(),
            row -> {
              throw new IllegalArgumentException("not today");
            });
    Path file = TestFiles.write(folder, "f", "1\n");
    Rows<Integer> rows =
        Rows.of(file, Delimited.withColumns(",", "a"), refusing, ReadOptions.utf8());

    BadRowException e = assertThrows(BadRowException.class, rows::toList);

    assertEquals("f, line 1 cannot be read: not today; the row begins \"1\"", e.getMessage());
  }

  @Test
  void refusesMoreFieldsThanTheLimit() {
    ReadOptions options = ReadOptions.utf8().withLimits(new RowLimits(100, 2));
    Rows<String> rows = pairs("a\tb\nx\t1\t2\t3\t4\n", options);

    BadRowException e = assertThrows(BadRowException.class, rows::toList);

    assertEquals("has more than 2 fields", e.error().message());
  }

  @Test
  void namesTheFileThatIsNotThere() {
    Rows<String> rows = pairs(folder.resolve("nowhere"), ReadOptions.utf8());

    Exception e = assertThrows(UncheckedIOException.class, rows::stream);

    assertTrue(e.getMessage().contains("nowhere cannot be opened"), e.getMessage());
  }

  @Test
  void readsNoFurtherThanTheStreamIsAsked() {
    String text = "a\tb\nx\t1\n" + "y\t2\n".repeat(100_000) + "bad";
    Path file = TestFiles.write(folder, "long.tsv", text);
    List<Long> done = new ArrayList<>();
    ReadOptions options =
        ReadOptions.utf8().withProgress((bytesDone, bytesTotal) -> done.add(bytesDone));

    try (Stream<String> stream = pairs(file, options).stream()) {
      assertEquals("x=1.0", stream.findFirst().orElseThrow());
    }

    assertEquals(1, done.size());
    assertTrue(done.get(0) < text.length() / 2, () -> "read " + done);
  }

  @Test
  void tellsTheProgressInBytesOfTheFileUpToItsEnd() {
    byte[] bytes = ("a\tb\n" + "xx\t1\n".repeat(600_000)).getBytes(StandardCharsets.UTF_8);
    Path file = TestFiles.write(folder, "long.tsv", bytes);
    List<Long> done = new ArrayList<>();
    List<Long> total = new ArrayList<>();
    ReadOptions options =
        ReadOptions.utf8()
            .withProgress(
                (bytesDone, bytesTotal) -> {
                  done.add(bytesDone);
                  total.add(bytesTotal);
                });

    pairs(file, options).forEach(pair -> {});

    assertTrue(done.size() >= 3, () -> "told " + done);
    assertEquals(bytes.length, done.get(done.size() - 1));
    assertEquals(done.stream().sorted().distinct().toList(), done);
    assertTrue(total.stream().allMatch(size -> size == bytes.length));
  }

  @Test
  void keepsControlCharactersAndLongRowsOutOfMessages() {
    BadRowException e = failure("a\tb\nx\t\u001b[31m" + "z".repeat(900) + "\n");

    assertFalse(e.getMessage().contains("\u001b"));
    assertTrue(e.getMessage().length() < 400, e.getMessage());
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertEquals(
        "errors to keep must be at least 0, was -1",
        assertThrows(IllegalArgumentException.class, () -> BadRows.collect(-1)).getMessage());
    assertEquals(
        "bytes of a row must be from 1 to 268435456, was 0",
        assertThrows(IllegalArgumentException.class, () -> new RowLimits(0, 1)).getMessage());
    assertEquals(
        "fields of a row must be at least 1, was 0",
        assertThrows(IllegalArgumentException.class, () -> new RowLimits(1, 0)).getMessage());
  }
}
