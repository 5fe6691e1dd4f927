package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedTest {

  @TempDir Path folder;

  private List<String> read(RecordFormat format, String text) {
    Path file = TestFiles.write(folder, "f", text);
    RowMapping<String> second = RowMapping.of(List.of("b"), row -> row.text("b"));
    return Rows.of(file, format, second, ReadOptions.utf8()).toList();
  }

  @Test
  void takesTheSeparatorLiterally() {
    assertEquals(List.of("2", ""), read(Delimited.withColumns("::", "a", "b"), "1::2\n1::\n"));
    assertEquals(List.of("2"), read(Delimited.withColumns("|", "a", "b"), "1|2\n"));
  }

  @Test
  void leavesQuotesAndSpacesAsTheyAre() {
    assertEquals(List.of(" \"x\" "), read(Delimited.withHeader("\t"), "a\tb\n1\t \"x\" \n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''          | the file must begin with a line that names the columns
          '\\n1,2'     | the file must begin with a line that names the columns
          'a,b,a'     | two columns have this name, number 1 and 3
          'a,c'       | there is no such column; there is 'a', 'c'
          'a, b'      | there is no such column; there is 'a', ' b'
          """)
  void refusesHeaders(String text, String message) {
    BadRowException e =
        assertThrows(
            BadRowException.class, () -> read(Delimited.withHeader(","), text.translateEscapes()));

    assertEquals(message, e.error().message());
    assertEquals(1, e.error().line());
  }

  @Test
  void headersFailEvenWhereBadRowsAreCollected() {
    Path file = TestFiles.write(folder, "f", "a,c\n1,2\n");
    ReadOptions lenient = ReadOptions.utf8().withBadRows(BadRows.collect(5));
    Rows<String> rows =
        Rows.of(
            file,
            Delimited.withHeader(","),
            RowMapping.of(List.of("b"), row -> row.text("b")),
            lenient);

    assertThrows(BadRowException.class, rows::toList);
  }

  @Test
  void columnsWithoutANameAreAllowed() {
    assertEquals(List.of("2"), read(Delimited.withHeader(","), ",b,\n0,2,x\n"));
  }

  @Test
  void refusesAnEmptySeparator() {
    assertThrows(IllegalArgumentException.class, () -> Delimited.withHeader(""));
  }
}
