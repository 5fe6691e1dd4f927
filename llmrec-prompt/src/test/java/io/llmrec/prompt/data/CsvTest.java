package io.llmrec.prompt.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.BadRowException;
import io.llmrec.core.data.BadRows;
import io.llmrec.core.data.InteractionColumns;
import io.llmrec.core.data.ItemColumns;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.data.RowError;
import io.llmrec.core.data.RowLimits;
import io.llmrec.core.data.RowMapping;
import io.llmrec.core.data.TimeFormat;
import io.llmrec.core.user.Interaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  private static final ReadOptions UTF8 = ReadOptions.utf8();
  private static final RowMapping<List<String>> BOTH =
      RowMapping.of(List.of("a", "b"), row -> List.of(row.text("a"), row.text("b")));

  @TempDir Path folder;

  private List<List<String>> read(String text, ReadOptions options) {
    return Csv.withCommas().rows(TestFiles.write(folder, text), BOTH, options).toList();
  }

  private RowError failure(String text) {
    return assertThrows(BadRowException.class, () -> read(text, UTF8)).error();
  }

  @Test
  void readsQuotedFields() {
    String text =
        """
        a,b
        "x, y","say ""hi""\"
        "","
        two
        "
        plain, spaced\s
        5" nail,a"b
        """;

    assertEquals(
        List.of(
            List.of("x, y", "say \"hi\""),
            List.of("", "\ntwo\n"),
            List.of("plain", " spaced "),
            List.of("5\" nail", "a\"b")),
        read(text, UTF8));
  }

  @Test
  void readsByteOrderMarksCarriageReturnsAndBlankLines() {
    assertEquals(
        List.of(List.of("1", "2"), List.of("3", "4")),
        read("\uFEFF\"a\",b\r\n1,2\r\n\r\n3,\"4\"", UTF8));
  }

  @Test
  void readsOtherSeparators() {
    Path file = TestFiles.write(folder, "b;a\n\"1;2\";3,4\n");

    assertEquals(
        List.of(List.of("3,4", "1;2")), Csv.separatedBy(';').rows(file, BOTH, UTF8).toList());
  }

  @Test
  void readsBackWhateverWasWrittenByTheRules() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        rows.add(List.of("x" + text(random), text(random)));
      }
      String written =
          rows.stream()
              .map(row -> row.stream().map(CsvTest::quoted).collect(Collectors.joining(",")))
              .collect(Collectors.joining("\n", "a,b\n", "\n"));

      assertEquals(rows, read(written, UTF8), () -> written);
    }
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(6), 0, 6)
        .mapToObj(i -> List.of("\"", ",", "\n", " ", "q", "é").get(i))
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  @Test
  void aRowBeginsWhereItsFirstLineIs() {
    RowError error = failure("a,b\n\"1\n2\n3\",4\n\"5\n6\",7,8\n");

    assertEquals(5, error.line());
    assertEquals("has 3 fields, needs 2 (a, b)", error.message());
    assertEquals("\"5", error.excerpt());
  }

  @Test
  void refusesTextBehindAClosingQuoteAndGoesOnAtTheNextLine() {
    BadRows bad = BadRows.collect(5);

    List<List<String>> good = read("a,b\n\"1\"x,2\n3,4\n", UTF8.withBadRows(bad));

    assertEquals(List.of(List.of("3", "4")), good);
    assertTrue(
        bad.kept().get(0).message().startsWith("its quotes are wrong"),
        () -> bad.kept().toString());
  }

  @Test
  void saysWhichLinesAnOpenQuoteTookWithIt() {
    assertEquals(
        "a quote is not closed within 1,048,576 characters or before the file ends;"
            + " lines 3 to 5 are lost",
        failure("a,b\n1,2\n3,\"4\n5,6\n7,8\n").message());
  }

  @Test
  void readsNoFurtherForAClosingQuoteThanTheLimit() {
    BadRows bad = BadRows.collect(5);
    ReadOptions options = UTF8.withLimits(new RowLimits(50, 10)).withBadRows(bad);

    List<List<String>> good = read("a,b\n3,\"4\n" + "5,6\n".repeat(20), options);

    assertEquals(1, bad.count());
    assertTrue(bad.kept().get(0).message().contains("within 50 characters"));
    assertTrue(good.size() >= 5 && good.size() <= 10, () -> "kept " + good.size());
  }

  @Test
  void refusesMoreFieldsThanTheLimit() {
    ReadOptions options = UTF8.withLimits(new RowLimits(100, 2));

    BadRowException e = assertThrows(BadRowException.class, () -> read("a,b\n1,2,3\n", options));

    assertEquals("has more than 2 fields", e.error().message());
  }

  @Test
  void refusesHeadersThatAreMissingOrDouble() {
    assertEquals("the file must begin with a line that names the columns", failure("").message());
    assertEquals("two columns have this name, number 1 and 2", failure("a,a,b\n").message());
    assertEquals("there is no such column; there is 'a', 'c'", failure("a,c\n").message());
  }

  @Test
  void refusesAQuoteAsSeparator() {
    assertThrows(IllegalArgumentException.class, () -> Csv.separatedBy('"'));
  }

  @Test
  void readsAHostsOrdersAndProducts() {
    Path orders = TestFiles.write(folder, "at,sku,customer\n2024-02-29T12:00:00Z,s1,ann\n");
    InteractionColumns buys =
        InteractionColumns.of("customer", "sku", "at", TimeFormat.iso()).kind("buy");
    assertEquals(
        List.of(new Interaction("ann", "s1", "buy", 1, Instant.parse("2024-02-29T12:00:00Z"))),
        Csv.withCommas().rows(orders, buys, UTF8).toList());

    Path products =
        TestFiles.write(folder, "sku,name,shelf,brand\ns1,\"Shoe, red\",Feet > Shoes,Acme\n");
    ItemColumns columns =
        ItemColumns.of("sku", "name").withCategories("shelf", ">").withAttributes("brand");
    assertEquals(
        List.of(
            Item.of("s1", "Shoe, red")
                .withCategories("Feet", "Shoes")
                .withAttribute("brand", "Acme")),
        Csv.withCommas().rows(products, columns, UTF8).toList());
  }

  @Test
  void readsTheRealRatings() {
    Path real = TestFiles.shared("data/ml1m_full/ratings.csv.gz");
    InteractionColumns columns =
        InteractionColumns.of("user_id", "movie_id", "ts", TimeFormat.seconds())
            .valueFrom("rating")
            .kind("rating");
    BadRows withoutTime = BadRows.collect(1);

    long rows =
        Csv.withCommas().rows(real, columns, UTF8.withBadRows(withoutTime)).forEach(rating -> {});

    assertEquals(1_000_203, rows + withoutTime.count());
    assertEquals(529, withoutTime.count());
    assertEquals("ts", withoutTime.kept().get(0).column());
  }

  @Test
  void readsTheRealFilmDatabase() {
    Path real = TestFiles.shared("data/ml1m_full/extended_movie_tmdb.csv");
    ItemColumns columns =
        ItemColumns.of("MovieID", "Title").withCategories("Genres", "|").withAttributes("overview");

    List<Item> films = Csv.withCommas().rows(real, columns, UTF8).toList();

    assertEquals(3883, films.size());
    assertTrue(films.get(0).attributes().get("overview").startsWith("Led by Woody, "));
  }
}
