package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {

  private static final RowMapping<String> PAIR =
      RowMapping.of(List.of("a", "b"), row -> row.required("a") + "=" + row.number("b"));

  @TempDir Path folder;

  private Rows<String> pairs(Path file, ReadOptions options) {
    return Rows.of(file, Delimited.withHeader("\t"), PAIR, options);
  }

  private Rows<String> pairs(String text, ReadOptions options) {
    return pairs(TestFiles.write(folder, "pairs.tsv", text), options);
  }

  @Test
  void readsCarriageReturnsByteOrderMarksBlankLinesAndAMissingLastLineEnd() {
    Rows<String> rows = pairs("\uFEFFa\tb\r\nx\t1\r\n\r\ny\t2", ReadOptions.utf8());

    assertEquals(List.of("x=1.0", "y=2.0"), rows.toList());
  }

  @Test
  void seesGzipFromTheContentWhateverTheNameSays() {
    Path file = TestFiles.write(folder, "plain.tsv", TestFiles.gzip("a\tb\nx\t1\n"));

    assertEquals(List.of("x=1.0"), pairs(file, ReadOptions.utf8()).toList());
  }

  @Test
  void readsGzipMembersOneAfterTheOther() {
    byte[] first = TestFiles.gzip("a\tb\nx\t1\n");
    byte[] second = TestFiles.gzip("y\t2\n");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    Rows<String> rows = pairs(TestFiles.write(folder, "two.gz", both), ReadOptions.utf8());

    assertEquals(List.of("x=1.0", "y=2.0"), rows.toList());
  }

  @Test
  void refusesALineBeyondTheLimitAndGoesOnAfterIt() {
    BadRows bad = BadRows.collect(9);
    String text = "a\tb\nx\t1\n" + "y".repeat(300_000) + "\t2\nz\t3\n" + "w".repeat(101);
    ReadOptions options = ReadOptions.utf8().withBadRows(bad).withLimits(new RowLimits(100, 10));

    List<String> good = pairs(text, options).toList();

    assertEquals(List.of("x=1.0", "z=3.0"), good);
    assertEquals(List.of(3L, 5L), bad.kept().stream().map(RowError::line).toList());
    assertEquals("is longer than 100 bytes", bad.kept().get(0).message());
    assertEquals("y".repeat(100), bad.kept().get(0).excerpt());
  }

  @Test
  void readsALineOfExactlyTheLimit() {
    String longest = "y".repeat(98) + "\t2";
    ReadOptions options = ReadOptions.utf8().withLimits(new RowLimits(100, 10));

    List<String> good = pairs("a\tb\n" + longest + "\n" + longest, options).toList();

    assertEquals(2, good.size());
  }

  @Test
  void readsLinesLongerThanABlock() {
    String name = "é".repeat(200_000);

    List<String> good = pairs("a\tb\n" + name + "\t1\nx\t2\n", ReadOptions.utf8()).toList();

    assertEquals(List.of(name + "=1.0", "x=2.0"), good);
  }

  @Test
  void refusesBytesThatAreNotOfTheCharset() {
    byte[] latin = "a\tb\ncafé\t1\nx\t2\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = TestFiles.write(folder, "latin.tsv", latin);
    BadRows bad = BadRows.collect(1);

    List<String> good = pairs(file, ReadOptions.utf8().withBadRows(bad)).toList();

    assertEquals(List.of("x=2.0"), good);
    assertEquals("is not valid UTF-8", bad.kept().get(0).message());
    assertEquals("café=1.0", pairs(file, ReadOptions.latin1()).toList().get(0));
  }

  @Test
  void readsOtherCharsetsAndAGenuineReplacementCharacter() {
    Charset gb = Charset.forName("GB18030");
    Path file = TestFiles.write(folder, "gb.tsv", "a\tb\n电影\t1\n".getBytes(gb));

    assertEquals(List.of("电影=1.0"), pairs(file, ReadOptions.in(gb)).toList());
    assertEquals(List.of("\uFFFD=1.0"), pairs("a\tb\n\uFFFD\t1\n", ReadOptions.utf8()).toList());
  }

  @Test
  void refusesAByteOrderMarkThatContradictsTheCharset() {
    Rows<String> rows = pairs("\uFEFFa\tb\n", ReadOptions.latin1());

    BadRowException e = assertThrows(BadRowException.class, rows::toList);

    assertEquals(
        "the file begins with the byte-order mark of UTF-8 and is read as ISO-8859-1",
        e.error().message());
  }

  @Test
  void refusesCharsetsInWhichALineDoesNotEndWithOneByte() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.in(StandardCharsets.UTF_16));

    assertEquals(
        "charset must be one in which a line ends with the byte 10, such as UTF-8; was UTF-16",
        e.getMessage());
  }

  @Test
  void refusesZipArchives() {
    Path file = TestFiles.write(folder, "a.zip", new byte[] {'P', 'K', 3, 4, 0});
    Rows<String> rows = pairs(file, ReadOptions.utf8());

    BadRowException e = assertThrows(BadRowException.class, rows::toList);

    assertTrue(e.getMessage().contains("is a zip archive"), e.getMessage());
  }

  @Test
  void saysAfterWhichLineDamagedDataBegins() {
    byte[] whole = TestFiles.gzip("a\tb\n" + "x\t1\n".repeat(200_000));
    Path file = TestFiles.write(folder, "cut.gz", Arrays.copyOf(whole, whole.length / 2));
    Rows<String> rows = pairs(file, ReadOptions.utf8().withBadRows(BadRows.collect(1)));

    Exception e = assertThrows(UncheckedIOException.class, rows::toList);

    assertTrue(e.getMessage().contains("cut.gz cannot be read after line "), e.getMessage());
  }
}
