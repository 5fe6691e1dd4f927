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
import io.llmrec.core.data.TimeFormat;
import io.llmrec.core.user.Interaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {

  private static final ReadOptions UTF8 = ReadOptions.utf8();
  private static final ItemColumns ITEM =
      ItemColumns.of("id", "name").withCategories("tags", "|").withAttributes("year");

  @TempDir Path folder;

  private List<Item> items(String text) {
    return JsonLines.rows(TestFiles.write(folder, text), ITEM, UTF8).toList();
  }

  private RowError failure(String text) {
    return assertThrows(BadRowException.class, () -> items(text)).error();
  }

  @Test
  void readsListsAndSeparatedTexts() {
    Item item = Item.of("7", "Shoe").withCategories("a", "b").withAttribute("year", "1999");

    assertEquals(
        List.of(item, item),
        items(
            """
            {"id": 7, "name": "Shoe", "tags": ["a", null, "b"], "year": 1999}

            {"year": "1999", "id": "7", "name": "Shoe", "tags": "a|b"}
            """));
  }

  @Test
  void whatIsMissingOrNullIsLikeBlank() {
    assertEquals(
        List.of(Item.of("7", "Shoe")), items("{\"id\": 7, \"name\": \"Shoe\", \"tags\": null}"));
    assertEquals("there is no such field", failure("{\"id\": 7}").message());
    assertEquals("name", failure("{\"id\": 7, \"name\": null}").column());
  }

  @Test
  void findsNestedFieldsByPointer() {
    Path file =
        TestFiles.write(
            folder, "{\"who\": {\"id\": \"ann\"}, \"what\": [\"s1\"], \"at\": 1.709208E12}\n");
    InteractionColumns columns =
        InteractionColumns.of("/who/id", "/what/0", "at", TimeFormat.milliseconds());

    assertEquals(
        List.of(Interaction.view("ann", "s1", Instant.parse("2024-02-29T12:00:00Z"))),
        JsonLines.rows(file, columns, UTF8).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"id": "7"                             ; is not JSON
          {'id': '7'}                            ; is not JSON
          {"id": "7", "id": "8", "name": "x"}    ; is not JSON
          {"id": "7", "name": "x"} {"id": "8"}   ; is not JSON
          {"id": "7", "name": NaN}               ; is not JSON
          [1, 2]                                 ; must be a JSON object, is ARRAY
          null                                   ; must be a JSON object, is NULL
          {"id": {"x": 1}, "name": "x"}          ; must be a text or a number, is an object
          {"id": ["7"], "name": "x"}             ; must be a text or a number, is a list
          {"id": "7", "name": "x", "tags": [[]]} ; must be a text or a number, is a list
          """)
  void refusesOtherRows(String row, String message) {
    RowError error = failure(row + "\n");

    assertTrue(error.message().startsWith(message), error::toString);
  }

  @Test
  void goesOnAfterABadRow() {
    BadRows bad = BadRows.collect(5);
    Path file =
        TestFiles.write(folder, "{\n" + "{\"id\": 1, \"name\": \"x\"}\n" + "[".repeat(5000));

    List<Item> good = JsonLines.rows(file, ITEM, UTF8.withBadRows(bad)).toList();

    assertEquals(List.of(Item.of("1", "x")), good);
    assertEquals(List.of(1L, 3L), bad.kept().stream().map(RowError::line).toList());
  }

  @Test
  void refusesMoreFieldsThanTheLimit() {
    Path file = TestFiles.write(folder, "{\"id\": 1, \"name\": 2, \"c\": 3}\n");
    ReadOptions options = UTF8.withLimits(new RowLimits(100, 2));

    BadRowException e =
        assertThrows(BadRowException.class, () -> JsonLines.rows(file, ITEM, options).toList());

    assertEquals("has more than 2 fields", e.error().message());
  }

  @Test
  void readsTheRealCourses() {
    Path real = TestFiles.shared("data/mooc_zh/course_profiles.jsonl.gz");
    ItemColumns columns =
        ItemColumns.of("original_id", "name").withCategories("fields", "|").withAttributes("about");

    List<Item> courses = JsonLines.rows(real, columns, UTF8).toList();

    assertEquals(2297, courses.size());
    assertEquals("人格与精神障碍——学做自己的心理医生", courses.get(0).title());
  }
}
